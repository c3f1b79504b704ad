// Starts one of our own scripts, or a tool from node_modules, as a child process. Built-ins only.
import { spawn } from 'node:child_process';
import { root } from './npm.mjs';

/** Runs this Node in the project's folder (`args` as on its command line); resolves to the exit code, 1 when it was ended. */
export function run(args, { env = {}, seconds = 900 } = {}) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  const timer = setTimeout(() => {
    console.error(`${args.join(' ')} took more than ${seconds} s and is ended.`);
    child.kill('SIGTERM'); // time to clean up
    setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
  }, seconds * 1000);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error);
      resolve(1);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}
