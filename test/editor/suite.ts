// One suite for every host: a Node extension host (code-server, desktop) and a web worker. Nothing but the `vscode` API.
// It proves the wiring; what the server says is tested without an editor. Order matters: the first part needs a fresh window.
import './activation.ts';
import './recognition.ts';
import './article.ts';
import './smoke.ts';
import './typing.ts';
import './commands.ts';
import './reports.ts';
import './firstMinutes.ts';
import './path.ts';
import './simulator.ts';
