// What a browser does before and around a call: preflight, origin, exposed headers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpoint, fresh, password, pool } from './rig/server.mjs';

const origin = 'https://app.example.com';
const wanted = ['content-type', 'x-amz-target', 'x-amz-user-agent', 'cache-control', 'authorization', 'x-amz-date', 'x-amz-security-token'];

test('a preflight lets a browser send what the AWS libraries send', async () => {
  const answer = await fetch(`${endpoint}/`, {
    method: 'OPTIONS',
    headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': wanted.join(',') },
  });
  assert.ok([200, 204].includes(answer.status));
  assert.ok(['*', origin].includes(answer.headers.get('access-control-allow-origin')));
  assert.match(answer.headers.get('access-control-allow-methods') ?? '', /POST/);
  const allowed = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase();
  // A star does not cover the Authorization header.
  for (const header of wanted) assert.ok(allowed.split(/, */).includes(header), `${header} is not among: ${allowed}`);
  assert.notEqual(answer.headers.get('access-control-allow-credentials'), 'true');
});

test('an answer to a page can be read, errors included', async () => {
  const { ClientId } = await pool();
  const call = (target, body) =>
    fetch(`${endpoint}/`, {
      method: 'POST',
      headers: {
        Origin: origin, 'Content-Type': 'application/x-amz-json-1.1', 'Cache-Control': 'no-store',
        'X-Amz-Target': `AWSCognitoIdentityProviderService.${target}`, 'X-Amz-User-Agent': 'aws-amplify/6',
      },
      body: JSON.stringify(body),
    });

  const joined = await call('SignUp', { ClientId, Username: fresh(), Password: password });
  assert.equal(joined.status, 200);
  assert.equal(joined.headers.get('content-type'), 'application/x-amz-json-1.1');
  assert.ok(['*', origin].includes(joined.headers.get('access-control-allow-origin')));

  const refused = await call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'nobody', PASSWORD: password } });
  assert.equal(refused.status, 400);
  assert.match(refused.headers.get('x-amzn-errortype'), /^UserNotFoundException:?/);
  assert.match(refused.headers.get('x-amzn-requestid'), /^[0-9a-f-]{36}$/);
  const exposed = (refused.headers.get('access-control-expose-headers') ?? '').toLowerCase();
  for (const header of ['x-amzn-requestid', 'x-amzn-errortype']) assert.ok(exposed.includes(header), exposed);
  assert.deepEqual(await refused.json(), { __type: 'UserNotFoundException', message: 'User does not exist.' });
});

test('the keys of a pool can be read by a page', async () => {
  const { UserPoolId } = await pool();
  const answer = await fetch(`${endpoint}/${UserPoolId}/.well-known/jwks.json`, { headers: { Origin: origin } });
  assert.ok(['*', origin].includes(answer.headers.get('access-control-allow-origin')));
});
