// Texts too large to look at: what the setting `haproxy.maxFileSize` refuses is said in the file and costs nothing more.
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { TextChange } from '../engine/index.ts';
import type { Core } from '../engine/core.ts';
import { t } from '../engine/language/text.ts';

const MEGABYTE = 2 ** 20;
/** Characters that no setting refuses, so that nobody waits for the settings. */
const ALWAYS = MEGABYTE;

/** `admit` opens what was held, or refuses it; `notice` is what a refused document shows; `changed` is false for a document that the engine has. */
export interface Large {
  open(uri: string, version: number, text: string): void;
  changed(uri: string, version: number, changes: readonly TextChange[]): boolean;
  admit(uri: string, megabytes: number): void;
  close(uri: string): void;
  notice(uri: string): readonly Diagnostic[];
}

export function large(engine: Core): Large {
  const held = new Map<string, { readonly text: string; readonly changes: TextChange[]; version: number }>(), refused = new Map<string, readonly Diagnostic[]>();
  return {
    open(uri, version, text) {
      refused.delete(uri);
      if (text.length > ALWAYS) held.set(uri, { text, changes: [], version }); else engine.open(uri, version, text);
    },
    changed(uri, version, changes) {
      const h = held.get(uri);
      if (h) { h.changes.push(...changes); h.version = version; }
      return h !== undefined || refused.has(uri);
    },
    admit(uri, megabytes) {
      const h = held.get(uri);
      if (!h) return;
      held.delete(uri);
      if (h.text.length <= megabytes * MEGABYTE) { engine.open(uri, h.version, h.text); if (h.changes.length > 0) engine.update(uri, h.version, h.changes); return; } // an update loads the text, before its settings are known
      refused.set(uri, [{
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, severity: DiagnosticSeverity.Information, source: 'haproxy', code: 'file-too-large',
        message: t("This file is not checked: it has {0} MB, and 'haproxy.maxFileSize' allows {1}. To have it checked, raise the setting and open the file again.", String(Math.ceil(h.text.length / MEGABYTE)), String(megabytes)),
      }]);
    },
    close(uri) { held.delete(uri); refused.delete(uri); },
    notice: (uri) => refused.get(uri) ?? [],
  };
}
