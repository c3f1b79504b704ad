// What an editor inserts for a snippet body when the person presses Tab until the end.

export interface Snippet { readonly prefix: string; readonly description: string; readonly body: readonly string[] }

/**
 * Default text of a body: placeholders by their default, choices by their option number `choice` (the last when there are fewer),
 * a repeated placeholder by what the first one says, a tab by four spaces. Nested placeholders and variables are not known here.
 */
export function expand(body: readonly string[], choice = 0): string {
  const values = new Map<string, string>();
  const plain = (text: string) => text.replace(/\\([\\$},|])/g, '$1');
  return body.join('\n').replace(/\\([\\$}])|\$(\d+)|\$\{(\d+)(?::((?:\\.|[^\\}])*)|\|((?:\\.|[^\\|])*)\|)?\}/g, (whole, escaped, bare, numbered, text, choices) => {
    if (escaped) return escaped;
    const number: string = bare ?? numbered;
    if (choices !== undefined) {
      const options = (choices as string).match(/(?:\\.|[^\\,])+/g) ?? [];
      values.set(number, plain(options[Math.min(choice, options.length - 1)] ?? ''));
    } else if (text !== undefined) values.set(number, plain(text));
    const value = values.get(number) ?? (number === '0' ? '' : undefined);
    if (value === undefined) throw new Error(`${whole} stands before its default`);
    return value;
  }).replaceAll('\t', '    ');
}

/** The most options that one choice of a body offers; 1 when it has none. */
export const variants = (body: readonly string[]): number =>
  Math.max(1, ...[...body.join('\n').matchAll(/\$\{\d+\|((?:\\.|[^\\|])*)\|\}/g)].map(([, choices]) => choices?.match(/(?:\\.|[^\\,])+/g)?.length ?? 1));
