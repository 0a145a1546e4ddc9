// The functions of pools, on the port that the server under test was told of: behind Lambda's Invoke, and as webhooks; beside them the
// gateway for its text messages.
import assert from 'node:assert/strict';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const secret = Buffer.from(process.env.RIG_HOOK_SECRET.replace('whsec_', ''), 'base64');
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const mac = (key, data) => createHmac('sha256', key).update(data).digest();

export const arn = (name) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** Every event that came, oldest first. */
export const asked = [];

/** What each trigger answers: a function of the event that changes it, or throws. */
export const answers = {};

/** Every text message that came to the gateway, oldest first. */
export const texts = [];

/** What the gateway answers with. */
export const gateway = { status: 202 };

/** Something that was found; asks until then. */
export async function eventually(what, find, seconds = 20) {
  for (let left = seconds * 20; left > 0; left--) {
    const found = await find();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(`${what}: not within ${seconds} s`);
}

/** The newest text message to a number, once there is one (or so many). */
export const textTo = (phone, count = 1) =>
  eventually(`text ${count} to ${phone}`, () => texts.filter((text) => text.phone === phone)[count - 1]);

/** Runs the functions until the tests of a file are over. */
export function serve({ before, after }) {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const isLambda = request.url.startsWith('/2015-03-31/');
    const isGenuine = isLambda ? isSigned(request, body) : isStandardWebhook(request.headers, body);
    if (!isGenuine) return response.writeHead(403).end();
    if (request.url === '/sms') {
      if (gateway.status < 300) texts.push(JSON.parse(body));
      return response.writeHead(gateway.status).end();
    }
    if (request.url === '/slow') return asked.push({ ...JSON.parse(body), slow: true });

    const event = JSON.parse(body);
    asked.push(structuredClone(event));
    try {
      const changed = answers[event.triggerSource.split('_')[0]]?.(event, request) ?? event;
      response.end(typeof changed === 'string' ? changed : JSON.stringify(changed));
    } catch (error) {
      const told = JSON.stringify({ errorType: 'Error', errorMessage: error.message, trace: [] });
      response.writeHead(isLambda ? 200 : 400, isLambda ? { 'X-Amz-Function-Error': 'Unhandled' } : {}).end(told);
    }
  });
  before(() => new Promise((done) => server.listen(Number(process.env.RIG_FUNCTIONS_PORT), '127.0.0.1', done)));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
}

// Standard Webhooks, as any library of theirs verifies.
function isStandardWebhook(headers, body) {
  const signed = Buffer.concat([Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`), body]);
  const ours = Buffer.from('v1,' + mac(secret, signed).toString('base64'));
  const theirs = Buffer.from(headers['webhook-signature'] ?? '');
  return Math.abs(Date.now() / 1000 - headers['webhook-timestamp']) < 300 && ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

// Signature Version 4, as Lambda verifies.
function isSigned(request, body) {
  const [, id, scope, names, signature] = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=(.+)$/.exec(request.headers.authorization);
  assert.equal(id, 'AKIARIG');
  const [path, query = ''] = request.url.split('?');
  const headers = names.split(';').map((name) => `${name}:${request.headers[name]}\n`).join('');
  const canonical = ['POST', path, query, headers, names, sha256(body)].join('\n');
  const key = scope.split('/').reduce(mac, 'AWS4rig-secret');
  return mac(key, ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n')).toString('hex') === signature;
}
