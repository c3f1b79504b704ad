// A stream that sends the head and the body of a message together: each system call costs more than most answers.

/** What a message writer needs of a stream. Its head comes as a string, its body behind as bytes. */
export function oneWrite(stream: NodeJS.WritableStream): NodeJS.WritableStream {
  let head = '';
  const write = (data: string | Uint8Array, ...rest: unknown[]): boolean => {
    const done = rest[rest.length - 1] as ((error?: Error | null) => void) | undefined;
    if (typeof data === 'string') { head += data; done?.(); return true; }
    const all = Buffer.concat([Buffer.from(head, 'ascii'), data]);
    head = '';
    return stream.write(all, done);
  };
  return Object.assign({}, { on: stream.on.bind(stream), off: stream.off.bind(stream), end: stream.end.bind(stream), write }) as unknown as NodeJS.WritableStream;
}
