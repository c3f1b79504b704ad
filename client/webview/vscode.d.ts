/** What a page inside a webview may say to its extension. */
declare function acquireVsCodeApi(): { postMessage(message: unknown): void };
