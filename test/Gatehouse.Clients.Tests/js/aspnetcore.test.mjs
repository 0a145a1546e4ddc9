// An application with the package for ASP.NET Core: it believes what AWS's signer signs and what user pools issue, and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { people } from './rig/doors.mjs';
import { call, endpoint, pool, signed, signedIn } from './rig/server.mjs';

const host = `localhost:${process.env.RIG_APP_PORT}`;
const nameIdentifier = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';
const role = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role';

const visit = (path, init) => fetch(`http://${host}${path}`, init);
const bearer = (token) => ({ headers: { authorization: `Bearer ${token}` } });
const told = async (answer) => {
  const { claims, body } = await answer.json();
  return { body, all: (type) => claims.filter(([name]) => name === type).map(([, value]) => value) };
};

/** A pool whose tokens the application accepts. */
async function accepted() {
  const place = await pool();
  await visit('/accept', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ issuer: `${endpoint}/${place.UserPoolId}`, client: place.ClientId }),
  });
  return place;
}

async function ask(credentials, { method = 'GET', body = '', sent = body } = {}) {
  const headers = await signed(credentials, 'execute-api', { method, host, path: '/me', body });
  delete headers.host;
  return visit('/me', { method, headers, ...(method === 'POST' && { body: sent }) });
}

test('an application knows whose credentials of an identity pool signed a request', async () => {
  const { ana, guest, stranger } = await people();
  const known = await told(await ask(ana.credentials, { method: 'POST', body: '{"count":1}' }));
  assert.deepEqual([known.body, known.all(nameIdentifier)], ['{"count":1}', [ana.identityId]]);
  assert.match(known.all('gatehouse:arn')[0], /:assumed-role\/member-[^/]+\/CognitoIdentityCredentials$/);
  assert.match(known.all(role)[0], /^member-/);
  assert.match(known.all('gatehouse:provider')[0], /^cognito-idp\./);
  assert.deepEqual((await told(await ask(guest.credentials))).all('gatehouse:identity-id'), [guest.identityId]);
  assert.match((await told(await ask(stranger.credentials))).all(nameIdentifier)[0], /:assumed-role\/elsewhere-[^/]+\/stranger$/);
});

test('an application refuses what is signed wrongly in the words of an API', async () => {
  const { ana } = await people();
  const refused = async (answer) => [answer.status, answer.headers.get('x-amzn-errortype')];
  assert.deepEqual(await refused(await ask(ana.credentials, { method: 'POST', body: 'signed', sent: 'forged' })), [403, 'InvalidSignatureException']);
  assert.deepEqual(await refused(await ask({ ...ana.credentials, secretAccessKey: 'x'.repeat(40) })), [403, 'InvalidSignatureException']);
  assert.deepEqual(await refused(await ask({ ...ana.credentials, sessionToken: undefined })), [403, 'UnrecognizedClientException']);
});

test('an application believes access tokens of its pool, and groups are roles', async () => {
  const place = await accepted();
  const person = await signedIn(place);
  const known = await told(await visit('/me', bearer(person.AccessToken)));
  assert.deepEqual([known.all(nameIdentifier), known.all('client_id'), known.all('scope')], [[person.sub], [place.ClientId], ['aws.cognito.signin.user.admin']]);
  const before = await visit('/clerks', bearer(person.AccessToken));
  assert.deepEqual([before.status, before.headers.get('www-authenticate')], [403, 'Bearer error="insufficient_scope"']);

  await call('CreateGroup', { UserPoolId: place.UserPoolId, GroupName: 'clerks' });
  await call('AdminAddUserToGroup', { UserPoolId: place.UserPoolId, GroupName: 'clerks', Username: person.Username });
  const { AuthenticationResult } = await call('InitiateAuth', {
    ClientId: place.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: person.RefreshToken },
  });
  assert.equal(await (await visit('/clerks', bearer(AuthenticationResult.AccessToken))).text(), 'in');
});

test('an application believes no other token', async () => {
  const [place, elsewhere] = [await accepted(), await pool()];
  const [person, stranger] = [await signedIn(place), await signedIn(elsewhere)];
  const refused = async (token) => {
    const answer = await visit('/me', bearer(token));
    return [answer.status, /error_description="([^"]*)"/.exec(answer.headers.get('www-authenticate'))?.[1]];
  };
  assert.deepEqual(await refused(person.IdToken), [401, 'The token must be an access token']);
  assert.deepEqual(await refused(stranger.AccessToken), [401, 'The issuer is not known']);
  assert.deepEqual(await refused(person.AccessToken.slice(0, -8) + 'AAAAAAAA'), [401, 'The signature is invalid']);
  assert.deepEqual(await refused('nonsense'), [401, 'It is no token of a user pool']);
  assert.equal((await visit('/me')).status, 401);
});
