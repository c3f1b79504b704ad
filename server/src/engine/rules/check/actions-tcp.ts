// Arguments of actions that only TCP rules have.
import { type ActionArguments, expression, notHere, STOP, words } from './action-context.ts';
import { need, refuse, wantInteger, wantWord } from './values.ts';
import { checkSampleWords } from './expression.ts';

const MUXES = words('mux-proto-bind');

/** `expect-proxy layer4`, in `tcp-request connection` only. */
const expectLayer4: ActionArguments = (c, i, rule) => need(c, i, rule.keyword, 'layer4') && wantWord(c, i, rule.keyword, ['layer4']) ? i + 1 : STOP;

const switchMode: ActionArguments = (c, i, rule) => {
  if (!need(c, i, rule.keyword, 'http') || !wantWord(c, i, rule.keyword, ['http'])) return STOP;
  if (c.value(i + 1) !== 'proto') return i + 1;
  return need(c, i + 2, `${rule.keyword} http proto`, 'h1 or h2') && wantWord(c, i + 2, `${rule.keyword} http proto`, MUXES(c)) ? i + 3 : STOP;
};

const attachServer: ActionArguments = (c, i) => {
  if (c.value(i) === '') return i;
  if (c.value(i + 1) !== 'name') return i + 1;
  if (!need(c, i + 2, 'tcp-request session attach-srv name', 'a sample expression')) return STOP;
  const read = checkSampleWords(c, i + 2, -1, { keyword: 'tcp-request session attach-srv' });
  return read.known ? read.next : STOP;
};

/** `capture EXPRESSION len N`: a slot of the frontend's log. */
export const tcpCapture: ActionArguments = (c, i, rule) => {
  if (!rule.frontend) return notHere(c, i - 1, rule.keyword, 'frontend, listen');
  const next = expression(c, i, rule);
  if (next === STOP) return STOP;
  if (!need(c, next, rule.keyword, "'len' and a length") || c.unknown(next)) return STOP;
  if (c.value(next) !== 'len') { refuse(c, next, rule.keyword, "'len' and a length"); return STOP; }
  return need(c, next + 1, `${rule.keyword} len`, 'a length') && (wantInteger(c, next + 1, `${rule.keyword} len`, { min: 1, lenient: true }) !== null || c.unknown(next + 1)) ? next + 2 : STOP;
};

export const TCP_ACTIONS: Readonly<Record<string, ActionArguments>> = {
  'expect-proxy': expectLayer4,
  'expect-netscaler-cip': expectLayer4,
  'switch-mode': switchMode,
  'attach-srv': attachServer,
};
