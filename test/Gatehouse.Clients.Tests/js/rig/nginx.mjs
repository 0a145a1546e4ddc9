// nginx with a file root of its own, which asks the server before it serves anything.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bucket } from './doors.mjs';
import { endpoint } from './server.mjs';

const program = process.env.PATH.split(':').concat('/usr/sbin').map((folder) => path.join(folder, 'nginx'));

// What docs/doors.md shows, with places of this test.
const configuration = (folder, port, door) => `
  daemon off;
  worker_processes 1;
  pid ${folder}/nginx.pid;
  error_log ${folder}/error.log;
  ${process.getuid() === 0 ? 'user root;' : ''}
  events { worker_connections 256; }
  http {
    access_log off;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    server {
      listen 127.0.0.1:${port};
      root ${folder}/root;
      large_client_header_buffers 4 32k;

      location / {
        auth_request /_authorize;
        auth_request_set $refusal $upstream_http_x_gatehouse_refusal;
        auth_request_set $decision $upstream_http_x_gatehouse_decision;
        auth_request_set $arn $upstream_http_x_gatehouse_arn;
        error_page 403 = @refused;
        dav_methods PUT DELETE;
        create_full_put_path on;
        add_header X-Told $arn;
      }

      location = /_authorize {
        internal;
        proxy_pass ${endpoint}/_gatehouse/authorize/${door};
        proxy_pass_request_body off;
        proxy_set_header Content-Length "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Original-Method $request_method;
        proxy_set_header X-Original-URI $request_uri;
        proxy_set_header X-Original-Content-Length $http_content_length;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_buffer_size 32k;
        proxy_buffers 4 32k;
      }

      location @refused {
        internal;
        default_type application/xml;
        add_header X-Gatehouse-Decision $decision always;
        return 403 $refusal;
      }
    }
  }`;

/** Starts it: { endpoint, root, stop() }. The port is the one that the door's host has. */
export async function nginx(door, port) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-nginx-'));
  const root = path.join(folder, 'root');
  mkdirSync(path.join(root, bucket), { recursive: true });
  writeFileSync(path.join(folder, 'nginx.conf'), configuration(folder, port, door));
  const found = program.find((file) => existing(file));
  if (!found) throw new Error('nginx is not installed, and this test needs it: run ./test.sh, which installs it.');

  const child = spawn(found, ['-p', folder, '-e', path.join(folder, 'error.log'), '-c', path.join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const ended = new Promise((ends) => child.on('exit', ends));
  const at = `http://localhost:${port}`;
  process.on('exit', () => child.kill('SIGKILL'));
  for (let tries = 0; !(await fetch(at).catch(() => null)); tries++) {
    if (child.exitCode !== null || tries > 200) throw new Error(`nginx did not start: ${said}${existing(path.join(folder, 'error.log')) ?? ''}`);
    await pause(50);
  }
  return {
    endpoint: at,
    root,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function existing(file) {
  try {
    return readFileSync(file, 'latin1').slice(0, 4000) || ' ';
  } catch {
    return null;
  }
}
