// A file server as there are many: it writes below a directory what it is sent, and believes everybody. It resolves dots in paths, knows nothing
// of signatures, and speaks as much of S3 as clients need to put, get, list and to send in parts.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Starts one on a loopback port: { port, directory, seen, stop() }; seen is all that arrived, as { method, url, headers, isWhole }. */
export async function fileServer(port = 0, host = '127.0.0.1') {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-files-'));
  const seen = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    const arrived = { method, url, headers, isWhole: false };
    seen.push(arrived);
    try {
      await serve(directory, request, response);
      arrived.isWhole = request.complete;
    } catch (error) {
      if (!response.headersSent) response.writeHead(error.code === 'ENOENT' ? 404 : 500);
      response.end();
    }
  });
  await new Promise((listens) => server.listen(port, host, listens));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await rm(directory, { recursive: true });
  };
  return { port: server.address().port, directory, seen, stop };
}

async function serve(directory, request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://files');
  const file = join(directory, decodeURIComponent(pathname));
  const xml = (text) => response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${text}`);
  switch (request.method) {
    case 'PUT':
      await write(request, searchParams.has('partNumber') ? `${file}.${searchParams.get('uploadId')}.${searchParams.get('partNumber')}` : file);
      return response.writeHead(200, { etag: `"${searchParams.get('partNumber') ?? 'whole'}"` }).end();
    case 'POST':
      for await (const chunk of request) void chunk;
      if (searchParams.has('uploads')) return xml('<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>');
      await assemble(file, searchParams.get('uploadId'));
      return xml('<CompleteMultipartUploadResult><ETag>"joined"</ETag></CompleteMultipartUploadResult>');
    case 'DELETE':
      await rm(file);
      return response.writeHead(204).end();
    default:
      if (searchParams.has('list-type')) return xml(await list(file, searchParams.get('prefix') ?? ''));
      return read(file, request, response);
  }
}

// What breaks off leaves nothing.
async function write(request, file) {
  await mkdir(dirname(file), { recursive: true });
  await pipeline(request, createWriteStream(file)).catch((error) => rm(file, { force: true }).then(() => Promise.reject(error)));
}

async function read(file, request, response) {
  const { size, mtime } = await stat(file);
  response.writeHead(200, { 'content-length': size, 'last-modified': mtime.toUTCString(), etag: '"whole"' });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
}

async function assemble(file, upload) {
  const name = (number) => `${file}.${upload}.${number}`;
  const target = createWriteStream(file);
  for (let number = 1; await stat(name(number)).catch(() => false); number++) {
    await pipeline(createReadStream(name(number)), target, { end: false });
    await rm(name(number));
  }
  await new Promise((ends) => target.end(ends));
}

async function list(bucket, prefix) {
  const entries = await readdir(bucket, { recursive: true, withFileTypes: true }).catch(() => []);
  const keys = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(bucket.length + 1));
  const found = keys.filter((key) => key.startsWith(prefix)).sort();
  return `<ListBucketResult><KeyCount>${found.length}</KeyCount>${found.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`;
}
