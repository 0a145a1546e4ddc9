// A file server that nobody wrote for us: nginx, with auth_request. Whoever is let through was let through by policies.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import * as scene from './rig/doors.mjs';
import { nginx } from './rig/nginx.mjs';

let people;
let door;
before(async () => {
  [people, door] = [await scene.people(), await nginx('nginx', process.env.RIG_NGINX_PORT)];
});
after(() => door?.stop());

const onDisk = (key) => path.join(door.root, scene.bucket, key);

test('each puts, gets and deletes in their own folder', () => scene.eachIsAtHome(people, door));
test('nobody is in the folder of another', () => scene.nobodyIsElsewhere(people, door));
test('a guest reads what is public, and nothing else', () => scene.guestsReadWhatIsPublic(people, door));
test('false, foreign, old and altered credentials open nothing', () => scene.falseCredentialsOpenNothing(people, door));

test('what is put lies where its key says', async () => {
  const { ana } = people;
  await scene.put(scene.storage(door, ana), scene.home(ana, 'ü 1+1.txt'), 'here');
  assert.equal(readFileSync(onDisk(scene.home(ana, 'ü 1+1.txt')), 'utf8'), 'here');
});

test('what was refused was not done', async () => {
  const { ana, ben, guest } = people;
  await scene.refused(scene.put(scene.storage(door, ben), scene.home(ana, 'of-ben.txt'), 'x'));
  await scene.refused(scene.put(scene.storage(door, guest), 'public/of-guest.txt', 'x'));
  assert.ok(!existsSync(onDisk(scene.home(ana, 'of-ben.txt'))) && !existsSync(onDisk('public/of-guest.txt')));
});

test('nginx is told who came, and nobody else can tell it', async () => {
  const { ana } = people;
  await scene.put(scene.storage(door, ana), scene.home(ana, 'who.txt'), 'x');
  const told = [];
  const client = (headers) => {
    const made = scene.storage(door, ana);
    const tells = (next) => async (args) => {
      Object.assign(args.request.headers, headers);
      const answer = await next(args);
      told.push(answer.response.headers['x-told']);
      return answer;
    };
    made.middlewareStack.add(tells, { step: 'finalizeRequest', priority: 'low', name: 'tells' });
    return made;
  };
  await scene.get(client({}), scene.home(ana, 'who.txt'));
  assert.match(told[0], /:assumed-role\/member-[^/]+\/CognitoIdentityCredentials$/);
  await scene.refused(scene.get(client({ 'x-gatehouse-arn': 'arn:aws:iam::000000000000:root' }), scene.home(ana, 'who.txt')), 'AccessDenied', /for doors to set/);
});

test('what only the guard can do says so', async () => {
  const { ana, root } = people;
  const streaming = scene.storage(door, ana);
  const saysSo = (next) => (args) => next({ ...args, request: Object.assign(args.request, { headers: { ...args.request.headers, 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' } }) });
  streaming.middlewareStack.add(saysSo, { step: 'build', priority: 'low', name: 'saysSo' });
  await scene.refused(scene.put(streaming, scene.home(ana, 'stream.txt'), 'x'), 'AccessDenied', /aws-chunked/);
  const many = new s3.DeleteObjectsCommand({ Bucket: scene.bucket, Delete: { Objects: [{ Key: scene.home(ana, 'who.txt') }] } });
  await scene.refused(scene.storage(door, root).send(many), 'BodyNeeded', /only the guard/);
});

test('an administrator reads why somebody was refused', async () => {
  const { ana, ben } = people;
  const error = await scene.refused(scene.get(scene.storage(door, ben), scene.home(ana, 'x')));
  const why = JSON.parse(await scene.reason(error.$response.headers['x-gatehouse-decision']));
  assert.equal(why.allowed, false);
  assert.equal(why.context.action, 's3:GetObject');
  assert.ok(why.context.resource.endsWith(scene.home(ana, 'x')));
});

test('without Gatehouse nothing is open', async () => {
  for (const target of ['/', `/${scene.bucket}`, `/${scene.bucket}/public/welcome.txt`, '/_authorize', '/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd']) {
    const { status } = await fetch(door.endpoint + target);
    assert.ok(status === 403 || status === 404 || status === 400, `${target}: ${status}`);
  }
});

test('who is kept out is out at once', () => scene.whoIsKeptOutIsOut(people, door));
