// Tokens for clients themselves, and refresh tokens that are exchanged at each use.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appClient, call, claims, confirmed, fresh, pool, refused, signIn, signedIn } from './rig/server.mjs';

const flows = ['ALLOW_USER_PASSWORD_AUTH'];
const rotating = (RetryGracePeriodSeconds) => ({ ExplicitAuthFlows: flows, RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds } });

async function machine() {
  const { UserPoolId } = await pool();
  const Scopes = ['read', 'write'].map((ScopeName) => ({ ScopeName, ScopeDescription: 'x' }));
  await call('CreateResourceServer', { UserPoolId, Identifier: 'shop', Name: 'x', Scopes });
  const app = await appClient(UserPoolId, {
    GenerateSecret: true, ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'], AllowedOAuthScopes: ['shop/read', 'shop/write'],
  });
  return { UserPoolId, ClientId: app.ClientId, Secret: app.ClientSecret };
}

test('a client gets a token of its own for its secret', async () => {
  const { UserPoolId, ClientId, Secret } = await machine();
  const { ClientAuthenticationResult: all } = await call('GetClientToken', { ClientId, Secret });
  assert.equal(all.TokenType, 'Bearer');
  assert.equal(all.ExpiresIn, 3600);
  assert.equal(claims(all.AccessToken).scope, 'shop/read shop/write');

  const { ClientAuthenticationResult: one } = await call('GetClientToken', { ClientId, Secret, Scopes: ['shop/read'], ClientMetadata: { a: 'b' } });
  const told = claims(one.AccessToken);
  assert.deepEqual(
    Object.keys(told).sort(), ['auth_time', 'client_id', 'exp', 'iat', 'iss', 'jti', 'scope', 'sub', 'token_use', 'version'],
  );
  assert.deepEqual([told.sub, told.client_id, told.token_use, told.scope, told.version], [ClientId, ClientId, 'access', 'shop/read', 2]);
  assert.ok(told.iss.endsWith(`/${UserPoolId}`));
  await refused('GetUser', { AccessToken: one.AccessToken }, 'NotAuthorizedException');
});

test('a client gets no token for another secret, scope or flow', async () => {
  const at = await machine();
  const { ClientId, Secret } = at;
  await refused('GetClientToken', { ClientId, Secret: 'x'.repeat(52) }, 'NotAuthorizedException');
  await refused('GetClientToken', { ClientId, Secret, Scopes: ['shop/delete'] }, 'InvalidParameterException', 'Invalid scope requested: shop/delete');
  await refused('GetClientToken', { ClientId: fresh('nobody').replace('-', ''), Secret }, 'ResourceNotFoundException');
  const people = await appClient(at.UserPoolId, { GenerateSecret: true });
  await refused('GetClientToken', { ClientId: people.ClientId, Secret: people.ClientSecret }, 'InvalidParameterException', /not enabled/);
});

test('the flow of clients themselves stands alone and needs a secret', async () => {
  const { UserPoolId } = await pool();
  const ask = (settings) => ({ UserPoolId, ClientName: 'a', ...settings });
  await refused('CreateUserPoolClient', ask({ ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] }), 'InvalidParameterException', /secret/);
  await refused(
    'CreateUserPoolClient', ask({ GenerateSecret: true, ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'] }), 'InvalidParameterException', /combined/,
  );
});

test('a rotated refresh token is another each time, and the one before works for the time of grace', async () => {
  const at = await pool({}, rotating(60));
  const person = await signedIn(at);
  const exchange = async (RefreshToken) => (await call('GetTokensFromRefreshToken', { ClientId: at.ClientId, RefreshToken })).AuthenticationResult;
  const second = await exchange(person.RefreshToken);
  assert.notEqual(second.RefreshToken, person.RefreshToken);
  assert.equal((await exchange(person.RefreshToken)).RefreshToken, second.RefreshToken);
  const third = await exchange(second.RefreshToken);
  assert.notEqual(third.RefreshToken, second.RefreshToken);
  assert.equal((await call('GetUser', { AccessToken: third.AccessToken })).Username, person.Username);
  assert.equal(claims(third.IdToken).origin_jti, claims(person.IdToken).origin_jti);

  await call('RevokeToken', { ClientId: at.ClientId, Token: third.RefreshToken });
  await refused('GetTokensFromRefreshToken', { ClientId: at.ClientId, RefreshToken: third.RefreshToken }, 'NotAuthorizedException');
});

test('a refresh token that was used before ends the session where there is no grace', async () => {
  const at = await pool({}, rotating(0));
  const person = await signedIn(at);
  const ask = (RefreshToken) => ({ ClientId: at.ClientId, RefreshToken });
  const { AuthenticationResult: next } = await call('GetTokensFromRefreshToken', ask(person.RefreshToken));
  await refused('GetTokensFromRefreshToken', ask(person.RefreshToken), 'RefreshTokenReuseException');
  await refused('GetTokensFromRefreshToken', ask(next.RefreshToken), 'NotAuthorizedException');
  await refused('GetUser', { AccessToken: next.AccessToken }, 'NotAuthorizedException', 'Access Token has been revoked');
});

test('of many who use a refresh token at once, all get the same next one within the grace and one without', async () => {
  for (const [grace, winners] of [[60, 32], [0, 1]]) {
    const at = await pool({}, rotating(grace));
    const { RefreshToken } = await signedIn(at);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 32 }, () => call('GetTokensFromRefreshToken', { ClientId: at.ClientId, RefreshToken })),
    );
    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    assert.equal(won.length, winners, `with ${grace} s of grace`);
    assert.equal(new Set(won.map(({ value }) => value.AuthenticationResult.RefreshToken)).size, 1);
  }
});

test('a client that rotates has no other way to use a refresh token', async () => {
  const at = await pool({}, rotating(0));
  const { RefreshToken } = await signedIn(at);
  await refused(
    'InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken } }, 'InvalidParameterException',
  );
  const settings = { ...rotating(0), ExplicitAuthFlows: [...flows, 'ALLOW_REFRESH_TOKEN_AUTH'] };
  await refused('CreateUserPoolClient', { UserPoolId: at.UserPoolId, ClientName: 'a', ...settings }, 'InvalidParameterException', /rotation/);
});

test('without rotation tokens come without a refresh token, and a secret is sent as it is', async () => {
  const at = await pool();
  const person = await confirmed(at);
  const { RefreshToken } = await signIn(at, person);
  const { AuthenticationResult } = await call('GetTokensFromRefreshToken', { ClientId: at.ClientId, RefreshToken });
  assert.ok(AuthenticationResult.AccessToken && AuthenticationResult.IdToken);
  assert.equal(AuthenticationResult.RefreshToken, undefined);

  const secret = await appClient(at.UserPoolId, { GenerateSecret: true });
  const ask = { ClientId: secret.ClientId, RefreshToken };
  await refused('GetTokensFromRefreshToken', ask, 'NotAuthorizedException', /secret was not received/);
  await refused('GetTokensFromRefreshToken', { ...ask, ClientSecret: secret.ClientSecret }, 'NotAuthorizedException', 'Invalid Refresh Token.');
});
