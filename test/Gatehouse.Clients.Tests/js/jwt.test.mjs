// Tokens as a resource server checks them: aws-jwt-verify, and the published keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JwtVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { claims, endpoint, pool, signedIn } from './rig/server.mjs';

const at = await pool();
const issuer = `${endpoint}/${at.UserPoolId}`;
const jwksUri = `${issuer}/.well-known/jwks.json`;

// The library fetches over TLS alone; the tests run without.
const jwksCache = new SimpleJwksCache({ fetcher: { fetch: async (uri) => (await fetch(uri)).arrayBuffer() } });
const verifier = (tokenUse, clientId = at.ClientId) =>
  JwtVerifier.create(
    { issuer, jwksUri, audience: null, customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { tokenUse, clientId }) },
    { jwksCache },
  );

test('ID and access tokens pass the checks of aws-jwt-verify', async () => {
  const person = await signedIn(at);
  assert.equal((await verifier('id').verify(person.IdToken)).sub, person.sub);
  assert.equal((await verifier('access').verify(person.AccessToken)).username, person.Username);
});

test('a token of another use, another client or another pool does not pass', async () => {
  const person = await signedIn(at);
  await assert.rejects(verifier('access').verify(person.IdToken));
  await assert.rejects(verifier('id').verify(person.AccessToken));
  await assert.rejects(verifier('id', 'another').verify(person.IdToken));
  const elsewhere = await pool();
  await assert.rejects(verifier('id').verify((await signedIn(elsewhere)).IdToken));
});

test('a token that was changed does not pass', async () => {
  const { AccessToken } = await signedIn(at);
  const [header, payload, signature] = AccessToken.split('.');
  const changed = Buffer.from(JSON.stringify({ ...claims(AccessToken), username: 'root' })).toString('base64url');
  await assert.rejects(verifier('access').verify(`${header}.${changed}.${signature}`));
});

test('a pool publishes two keys, one for each kind of token, and nothing private', async () => {
  const person = await signedIn(at);
  const answer = await fetch(jwksUri);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^application\/json/);
  const { keys } = await answer.json();
  assert.equal(keys.length, 2);
  for (const key of keys) {
    assert.deepEqual(Object.keys(key).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
    assert.deepEqual([key.alg, key.kty, key.use], ['RS256', 'RSA', 'sig']);
  }

  const header = (token) => JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));
  const [access, id] = [header(person.AccessToken), header(person.IdToken)];
  assert.deepEqual(Object.keys(access).sort(), ['alg', 'kid']);
  assert.notEqual(access.kid, id.kid);
  assert.deepEqual([access.kid, id.kid].sort(), keys.map((k) => k.kid).sort());
});

test('the issuer describes itself', async () => {
  const described = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  assert.equal(described.issuer, issuer);
  assert.equal(described.jwks_uri, jwksUri);
  assert.deepEqual(described.id_token_signing_alg_values_supported, ['RS256']);
});

test('a pool nobody made has no keys', async () => {
  assert.ok([400, 404].includes((await fetch(`${endpoint}/us-east-1_000000000/.well-known/jwks.json`)).status));
});
