// Objects and an API behind the guard: what unmodified clients of S3 and signed calls may and may not.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { fileServer } from './rig/backend.mjs';
import * as doors from './rig/doors.mjs';
import { guard } from './rig/guard.mjs';
import { client as root, endpoint, region, signed } from './rig/server.mjs';

const { bucket, get, home, put, refused, storage } = doors;
const ports = process.env.RIG_BACKEND_PORTS.split(',').map(Number);
let scene, door, files, orders;

before(async () => {
  [files, orders] = await Promise.all(ports.map((port) => fileServer(port)));
  door = await guard();
  scene = await doors.people({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:orders/prod/PUT/orders/*' });
});

after(async () => {
  await door?.stop();
  await Promise.all([files?.stop(), orders?.stop()]);
});

test('everybody behind the guard is at home in their own folder, and nowhere else', async () => {
  await doors.eachIsAtHome(scene, door);
  await doors.nobodyIsElsewhere(scene, door);
  await doors.guestsReadWhatIsPublic(scene, door);
});

test('false credentials open no door of the guard', async () => {
  await doors.falseCredentialsOpenNothing(scene, door);
});

test('lists show whose folder it is to those whose it is', async () => {
  const [anas, bens] = [storage(door, scene.ana), storage(door, scene.ben)];
  await put(anas, home(scene.ana, 'listed/one.txt'), '1');
  const list = (client, Prefix) => client.send(new s3.ListObjectsV2Command({ Bucket: bucket, Prefix }));
  assert.deepEqual((await list(anas, home(scene.ana, 'listed/'))).Contents.map(({ Key }) => Key), [home(scene.ana, 'listed/one.txt')]);
  await refused(list(bens, home(scene.ana, 'listed/')));
  await refused(list(anas, ''));
});

test('a stream arrives without its frames', async () => {
  const client = storage(door, scene.ana);
  const text = 'a line of a stream\n'.repeat(20_000);
  await put(client, home(scene.ana, 'stream.txt'), Readable.from([Buffer.from(text)]), { ContentLength: text.length });
  assert.equal(await get(client, home(scene.ana, 'stream.txt')), text);
  const arrived = files.seen.findLast(({ method }) => method === 'PUT');
  assert.deepEqual([arrived.headers['content-length'], arrived.headers['content-encoding'], arrived.headers['x-amz-trailer']], [String(text.length), undefined, undefined]);
});

test('a large body passes through the guard and does not stay there', async () => {
  const client = storage(door, scene.ana);
  const megabyte = randomBytes(1 << 20);
  const [count, before] = [64, door.memory()];
  const hash = createHash('sha256');
  const body = Readable.from((function* () {
    for (let i = 0; i < count; i++) {
      hash.update(megabyte);
      yield megabyte;
    }
  })());
  await put(client, home(scene.ana, 'large'), body, { ContentLength: count << 20 });
  const found = createHash('sha256');
  for await (const chunk of (await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key: home(scene.ana, 'large') }))).Body) found.update(chunk);
  assert.equal(found.digest('hex'), hash.digest('hex'));
  const grown = door.memory() - before;
  assert.ok(grown < 48 << 20, `The guard grew by ${grown >> 20} MiB.`);
});

test('a body that is changed on its way never becomes a file', async () => {
  const client = storage(door, scene.ana);
  const change = (next) => (args) => {
    args.request.body = Buffer.from('what was never signed'.padEnd(args.request.body.length ?? 0, '!'));
    args.request.headers['content-length'] = String(args.request.body.length);
    return next(args);
  };
  client.middlewareStack.addRelativeTo(change, { relation: 'after', toMiddleware: 'httpSigningMiddleware', name: 'change' });
  await refused(put(client, home(scene.ana, 'changed.txt'), 'what was signed, and is long enough'), 'XAmzContentSHA256Mismatch');
  await isGone(home(scene.ana, 'changed.txt'));
});

/** Puts a file in chunks that are signed one by one, by the rules alone and no SDK; `change` may change a frame after it was signed. */
async function putChunks({ credentials }, key, pieces, change = (frame) => frame) {
  const path = `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  const { host, port } = new URL(door.endpoint);
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const signingKey = scope.split('/').reduce((key, part) => mac(key, part), `AWS4${credentials.secretAccessKey}`);
  const headers = {
    'content-encoding': 'aws-chunked',
    host,
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    'x-amz-date': date,
    'x-amz-decoded-content-length': String(pieces.join('').length),
    'x-amz-security-token': credentials.sessionToken,
  };
  const names = Object.keys(headers).join(';');
  const canonical = ['PUT', path, '', ...Object.entries(headers).map(([name, value]) => `${name}:${value}`), '', names, headers['x-amz-content-sha256']].join('\n');
  const sign = (kind, ...lines) => mac(signingKey, [kind, date, scope, ...lines].join('\n')).toString('hex');
  const seed = sign('AWS4-HMAC-SHA256', sha256(canonical));
  let previous = seed;
  const frames = [...pieces, ''].map((piece) => {
    previous = sign('AWS4-HMAC-SHA256-PAYLOAD', previous, sha256(''), sha256(piece));
    return `${piece.length.toString(16)};chunk-signature=${previous}\r\n${piece}\r\n`;
  });
  const body = frames.map(change).join('');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${seed}`;
  return new Promise((done) => {
    const sent = request({ host: '127.0.0.1', port, method: 'PUT', path, headers: { ...headers, authorization, 'content-length': body.length } }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      done([answer.statusCode, /<Code>(\w+)/.exec(text)?.[1]]);
    });
    sent.on('error', ({ code }) => done([0, code])).end(body);
  });
}

/** What broke off on its way to the file server is taken away by it, which may be a moment after the sender was told. */
async function isGone(key) {
  for (let tries = 0; await access(join(files.directory, bucket, key)).then(() => true, () => false); tries++) {
    assert.ok(tries < 200, `${key} is still there.`);
    await pause(25);
  }
}

const mac = (key, text) => createHmac('sha256', key).update(text).digest();
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

test('a body in signed chunks arrives as it was signed', async () => {
  const pieces = ['a'.repeat(65_536), 'b'.repeat(65_536), 'the end'];
  assert.deepEqual(await putChunks(scene.ana, home(scene.ana, 'chunks.txt'), pieces), [200, undefined]);
  assert.equal(await readFile(join(files.directory, bucket, home(scene.ana, 'chunks.txt')), 'utf8'), pieces.join(''));
  assert.equal(files.seen.at(-1).headers['content-length'], String(pieces.join('').length));
});

test('a chunk that is changed on its way leaves no file', async () => {
  const pieces = ['a'.repeat(65_536), 'b'.repeat(65_536), 'the end'];
  const changes = {
    'the first': (frame, index) => (index === 0 ? frame.replace('aaa', 'aba') : frame),
    'the last': (frame, index) => (index === 2 ? frame.replace('the end', 'the EnD') : frame),
    'the end': (frame, index) => (index === 3 ? frame.replace(/=[0-9a-f]{4}/, '=beef') : frame),
    order: (_, index, all) => all[[1, 0, 2, 3][index]],
    'one again': (frame, index, all) => (index === 1 ? all[0] : frame),
  };
  for (const [name, change] of Object.entries(changes)) {
    const key = home(scene.ana, `changed ${name}.txt`);
    assert.deepEqual(await putChunks(scene.ana, key, pieces, change), [403, 'SignatureDoesNotMatch'], name);
    await isGone(key);
  }
  const cut = home(scene.ana, 'cut.txt');
  assert.deepEqual(await putChunks(scene.ana, cut, pieces, (frame, index) => (index === 3 ? '' : frame)), [400, 'IncompleteBody']);
  await isGone(cut);
  assert.ok(!files.seen.some(({ url, isWhole }) => isWhole && /\/(changed%20|cut)/.test(url)));
});

test('an upload in parts is one object in the end', async () => {
  const client = storage(door, scene.ana);
  const Body = randomBytes(11 << 20);
  await new Upload({ client, params: { Bucket: bucket, Key: home(scene.ana, 'parts'), Body }, partSize: 5 << 20 }).done();
  assert.ok(Body.equals(await readFile(join(files.directory, bucket, home(scene.ana, 'parts')))));
  await refused(new Upload({ client: storage(door, scene.ben), params: { Bucket: bucket, Key: home(scene.ana, 'parts'), Body }, partSize: 5 << 20 }).done());
});

test('a presigned URL opens what it names, for as long as it says', async () => {
  const client = storage(door, scene.ana);
  const [mine, other] = [home(scene.ana, 'shared.txt'), home(scene.ana, 'other.txt')];
  const url = (Command, Key, more) => getSignedUrl(client, new Command({ Bucket: bucket, Key }), { expiresIn: 60, ...more });
  assert.equal((await fetch(await url(s3.PutObjectCommand, mine), { method: 'PUT', body: 'for you' })).status, 200);
  const good = await url(s3.GetObjectCommand, mine);
  assert.equal(await (await fetch(good)).text(), 'for you');
  assert.ok(!files.seen.at(-1).url.includes('X-Amz'), files.seen.at(-1).url);

  const says = async (answer) => [answer.status, /<Code>(\w+)/.exec(await answer.text())?.[1]];
  assert.deepEqual(await says(await fetch(good, { method: 'PUT', body: 'x' })), [403, 'SignatureDoesNotMatch']);
  assert.deepEqual(await says(await fetch(good.replace('shared.txt', 'other.txt'))), [403, 'SignatureDoesNotMatch']);
  assert.deepEqual(await says(await fetch(good.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'))), [403, 'SignatureDoesNotMatch']);
  assert.deepEqual(await says(await fetch(await url(s3.GetObjectCommand, mine, { signingDate: new Date(Date.now() - 120_000) }))), [403, 'AccessDenied']);
  assert.deepEqual(await says(await fetch(await getSignedUrl(storage(door, scene.ben), new s3.GetObjectCommand({ Bucket: bucket, Key: other })))), [403, 'AccessDenied']);
});

/** A call to the API behind the guard, signed as Amplify signs it. */
async function api(who, method, path, { body = '', sent = body, headers = {}, query = {} } = {}) {
  const host = 'orders.example.com';
  const head = await signed(who.credentials, 'execute-api', { method, host, path, query, body, headers }, { applyChecksum: false });
  const target = path + (Object.keys(query).length ? `?${new URLSearchParams(query)}` : '');
  return new Promise((done, fail) => {
    const { port } = new URL(door.endpoint);
    const call = request({ host: '127.0.0.1', port, method, path: target, headers: { ...head, ...headers } }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      done({ status: answer.statusCode, headers: answer.headers, text });
    });
    call.on('error', fail).end(sent);
  });
}

test('an API is told who calls, and nobody else tells it', async () => {
  const who = { ...scene.ana };
  const forged = { 'x-gatehouse-arn': 'arn:aws:iam::000000000000:root', 'x-gatehouse-identity-id': 'forged', x_gatehouse_arn: 'forged' };
  const answer = await api(who, 'PUT', '/orders/1', { body: '{"count":1}', headers: { 'content-type': 'application/json', ...forged } });
  assert.equal(answer.status, 200, answer.text);
  const { headers } = orders.seen.at(-1);
  assert.match(headers['x-gatehouse-arn'], /:assumed-role\/member-[^/]+\/CognitoIdentityCredentials$/);
  assert.equal(decodeURIComponent(headers['x-gatehouse-identity-id']), who.identityId);
  assert.equal(headers['x-gatehouse-action'], 'execute-api:Invoke');
  for (const name of ['authorization', 'x-amz-security-token', 'x-amz-date', 'x_gatehouse_arn']) assert.equal(headers[name], undefined, name);
  assert.equal(await readFile(join(orders.directory, 'orders/1'), 'utf8'), '{"count":1}');
});

test('a call to an API is refused in its words, and never arrives', async () => {
  const arrived = orders.seen.length;
  const told = async (call) => {
    const { status, headers, text } = await call;
    return [status, headers['x-amzn-errortype'], typeof (JSON.parse(text).message ?? JSON.parse(text).Message)];
  };
  assert.deepEqual(await told(api(scene.ana, 'PUT', '/orders/1', { body: 'signed', sent: 'forged' })), [403, 'InvalidSignatureException', 'string']);
  assert.deepEqual(await told(api(scene.ana, 'DELETE', '/orders/1')), [403, 'AccessDeniedException', 'string']);
  assert.deepEqual(await told(api(scene.guest, 'PUT', '/orders/1', { body: '{}' })), [403, 'AccessDeniedException', 'string']);
  assert.deepEqual(await told(api(scene.stranger, 'PUT', '/orders/1', { body: '{}' })), [403, 'AccessDeniedException', 'string']);
  assert.equal(orders.seen.length, arrived);
});

test('a role that is gone opens nothing from now on', async () => {
  const leaving = await doors.people();
  const client = storage(door, leaving.ana);
  await put(client, home(leaving.ana, 'a.txt'), 'a');
  const manage = new iam.IAMClient({ endpoint, region, credentials: root.config.credentials, maxAttempts: 1 });
  const { Roles } = await manage.send(new iam.ListRolesCommand({ MaxItems: 1000 }));
  const { RoleName } = Roles.filter(({ RoleName }) => RoleName.startsWith('member-')).sort((a, b) => b.CreateDate - a.CreateDate)[0];
  await manage.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName: 'own' }));
  await refused(get(client, home(leaving.ana, 'a.txt')), 'AccessDenied', /because no identity-based policy allows/);
  await manage.send(new iam.DeleteRoleCommand({ RoleName }));
  await refused(get(client, home(leaving.ana, 'a.txt')));
});

test('who is kept out is out at once, also for the guard', async () => {
  await doors.whoIsKeptOutIsOut(await doors.people(), door);
});

test('a guard that can ask nobody lets nobody through', async () => {
  const arrived = files.seen.length;
  for (const wrong of [{ GATEHOUSE_URL: 'http://127.0.0.1:9' }, { GATEHOUSE_DOOR_SECRET: 'x'.repeat(40) }]) {
    const blind = await guard(wrong);
    const error = await get(storage(blind, scene.ana), home(scene.ana, 'deep/er/file')).catch((error) => error);
    assert.deepEqual([error.name, error.$metadata?.httpStatusCode], ['ServiceUnavailable', 503]);
    assert.equal(await blind.stop(), 0);
  }
  assert.equal(files.seen.length, arrived);
});

test('the AWS command line copies files up and down', async (t) => {
  const aws = promisify(execFile);
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: scene.ana.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: scene.ana.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: scene.ana.credentials.sessionToken,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  if (await aws('aws', ['--version'], { env }).catch(() => true) === true) return t.skip('The AWS command line is not installed.');
  const copy = (from, to) => aws('aws', ['s3', 'cp', from, to, '--endpoint-url', door.endpoint], { env });
  const [local, remote] = [join(files.directory, 'local.txt'), `s3://${bucket}/${home(scene.ana, 'copied.txt')}`];
  await writeFile(local, 'from the command line');
  await copy(local, remote);
  await copy(remote, `${local}.back`);
  assert.equal(await readFile(`${local}.back`, 'utf8'), 'from the command line');
  await assert.rejects(copy(local, `s3://${bucket}/${home(scene.ben, 'copied.txt')}`), /AccessDenied/);
});

test('the guard says that it is ready, and stops when it is asked to', async () => {
  const { port } = new URL(door.endpoint);
  const ready = await fetch(`http://localhost:${port}/healthz/ready`);
  assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ready' }]);
  assert.equal((await fetch(`http://localhost:${port}/orders`)).status, 421);
});
