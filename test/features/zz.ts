import { Engine } from '../../server/src/engine/index.ts';
const e = new Engine(); const U='file:///h.cfg';
e.open(U,1,'global\n    maxconn 5\n\nglobal\n    cache x\n');
console.log(e.findings(U).map(f=>[f.rule,f.range.start.line,f.message]));
e.update(U,2,[{range:{start:{line:4,character:0},end:{line:4,character:11}},text:'    crt-store'}]);
console.log(e.findings(U).map(f=>[f.rule,f.range.start.line,f.message]));
e.update(U,3,[{range:{start:{line:4,character:0},end:{line:4,character:13}},text:'    maxconn 5'}]);
console.log(e.findings(U).map(f=>[f.rule,f.range.start.line,f.message]));
