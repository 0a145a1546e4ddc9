// What AWS demands of the tokens, configurations and keys of an OpenID provider, held against those of identity pools and of user pools.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { client as root, endpoint, fresh, pool, region, signedIn } from './rig/server.mjs';

const settings = { endpoint, region, maxAttempts: 1 };
const send = (client) => (operation, input) => client.send(new sdk[`${operation}Command`](input));
const administer = send(new sdk.CognitoIdentityClient({ ...settings, credentials: root.config.credentials }));
const ask = send(new sdk.CognitoIdentityClient({ ...settings, credentials: async () => assert.fail('Nobody signs this.') }));
const json = async (url) => (await fetch(url)).json();

/** A token that an account at AWS takes: its claims, once everything about it and its issuer was found in order. */
async function taken(token, audience) {
  const { iss } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  const configuration = await json(`${iss}/.well-known/openid-configuration`);
  assert.equal(configuration.issuer, iss, 'the configuration is that of the issuer, to the letter');
  for (const member of ['jwks_uri', 'response_types_supported', 'subject_types_supported', 'id_token_signing_alg_values_supported']) assert.ok(configuration[member]?.length > 0, member);

  const { keys } = await json(configuration.jwks_uri);
  assert.ok(keys.length >= 1 && keys.length <= 100);
  for (const { kty, use, n } of keys) {
    assert.deepEqual([kty, use], ['RSA', 'sig']);
    assert.ok(Buffer.from(n, 'base64url').length * 8 >= 2048);
  }

  const header = decodeProtectedHeader(token);
  assert.ok(['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'].includes(header.alg));
  assert.ok(configuration.id_token_signing_alg_values_supported.includes(header.alg));
  assert.ok(keys.some(({ kid, alg }) => kid === header.kid && alg === header.alg), 'the key that the header names is published, for that algorithm');

  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(configuration.jwks_uri)), { issuer: iss, audience });
  for (const time of ['iat', 'exp']) assert.ok(Number.isInteger(payload[time]), time);
  assert.equal(payload.aud, audience, 'one audience, and not a list');
  assert.ok(payload.sub.length <= 255 && token.length <= 20_000);
  return payload;
}

test('AWS finds what it demands in a token of an identity pool', async () => {
  const place = await pool();
  const ProviderName = `cognito-idp.${region}.amazonaws.com/${place.UserPoolId}`;
  const { IdentityPoolId } = await administer('CreateIdentityPool', {
    IdentityPoolName: fresh('identities'), AllowUnauthenticatedIdentities: false, AllowClassicFlow: true,
    CognitoIdentityProviders: [{ ProviderName, ClientId: place.ClientId }],
  });
  await administer('SetPrincipalTagAttributeMap', { IdentityPoolId, IdentityProviderName: ProviderName, PrincipalTags: { who: 'cognito:username' } });
  const person = await signedIn(place);
  const Logins = { [ProviderName]: person.IdToken };
  const { IdentityId } = await ask('GetId', { IdentityPoolId, Logins });
  const { Token } = await ask('GetOpenIdToken', { IdentityId, Logins });

  const claims = await taken(Token, IdentityPoolId);
  assert.equal(claims.iss, `${endpoint}/identities`);
  assert.equal(claims.sub, IdentityId);
  assert.equal(claims.amr[0], 'authenticated');
  assert.equal(claims.exp - claims.iat, 600);
  assert.deepEqual(claims['https://aws.amazon.com/tags'], { principal_tags: { who: [person.Username] } });
});

test('AWS finds what it demands in an ID token of a user pool', async () => {
  const place = await pool();
  const person = await signedIn(place);
  const claims = await taken(person.IdToken, place.ClientId);
  assert.equal(claims.iss, `${endpoint}/${place.UserPoolId}`);
  assert.equal(claims.sub, person.sub);
});
