// The guard as a process of its own, in front of file servers of a test.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { endpoint } from './server.mjs';

export const program = process.env.RIG_PROGRAM;

/** Starts a guard with the doors of the server, on any free port: { endpoint, memory(), log(), stop() }. */
export async function guard(more = {}) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GATEHOUSE_')));
  const child = spawn('dotnet', [program, 'guard'], {
    env: {
      ...env,
      GATEHOUSE_URL: endpoint,
      GATEHOUSE_DOORS: process.env.RIG_DOORS,
      GATEHOUSE_DOOR_SECRET: process.env.RIG_DOOR_SECRET,
      GATEHOUSE_GUARD_LISTEN: 'http://127.0.0.1:0',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (text) => (log += text));
  child.stderr.on('data', (text) => (log += text));
  const ended = new Promise((ends) => child.on('exit', ends));
  process.on('exit', () => child.kill('SIGKILL'));
  for (let tries = 0; !log.includes('listens on'); tries++) {
    if (child.exitCode !== null || tries > 600) throw new Error(`The guard did not start:\n${log}`);
    await pause(50);
  }
  return {
    endpoint: /listens on (\S+)/.exec(log)[1],
    log: () => log,
    memory: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) * 1024,
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
