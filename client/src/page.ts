// The frame of a webview's page: one script and one style sheet of ours, and nothing else may load or run. Pure.

const attribute = (text: string): string => text.replace(/[&"<>]/g, (c) => `&#${c.charCodeAt(0)};`);

/** @param source where the page may load from, as a content policy names it */
export const pageOf = ({ title, source, script, style }: { readonly title: string; readonly source: string; readonly script: string; readonly style: string }): string =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${source}; style-src ${source}"><meta name="viewport" content="width=device-width"><title>${attribute(title)}</title><link rel="stylesheet" href="${attribute(style)}"></head><body><script src="${attribute(script)}"></script></body></html>`;
