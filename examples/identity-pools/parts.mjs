// What the walk needs running: Gatehouse, the guard, and a file server that knows nothing of either.
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';

/** Starts `gatehouse` and waits until it listens: { url, stop() }. */
export async function gatehouse(command, settings) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GATEHOUSE_')));
  const child = spawn('dotnet', [process.env.PROGRAM, command], { env: { ...clean, ...settings } });
  const ended = new Promise((ends) => child.on('exit', ends));
  process.on('exit', () => child.kill('SIGKILL'));
  let log = '';
  const url = await new Promise((listens, fails) => {
    const read = (text) => {
      log += text;
      const found = /listens on (http:\S+)/.exec(log);
      if (found) listens(found[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then(() => fails(new Error(`gatehouse ${command} did not start:\n${log}`)));
  });
  return { url, stop: () => (child.kill('SIGTERM'), ended) };
}

/** A file server below a directory, for whoever calls: { url, told, stop() }; told is what the guard said of the last caller. */
export async function fileServer(directory) {
  const told = {};
  const server = createServer(async (request, response) => {
    Object.assign(told, { who: request.headers['x-gatehouse-identity-id'], action: request.headers['x-gatehouse-action'] });
    const file = join(directory, decodeURIComponent(new URL(request.url, 'http://files').pathname));
    try {
      if (request.method === 'PUT') {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, request);
        response.end();
      } else {
        response.end(await readFile(file));
      }
    } catch (error) {
      response.writeHead(error.code === 'ENOENT' ? 404 : 500).end();
    }
  });
  await new Promise((listens) => server.listen(0, '127.0.0.1', listens));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, told, stop };
}
