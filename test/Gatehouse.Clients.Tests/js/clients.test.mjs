// App clients and their secrets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appClient, call, confirmed, fresh, pool, refused } from './rig/server.mjs';
import { secretHash } from './rig/srp.mjs';

const plain = async (UserPoolId, more = {}) =>
  (await call('CreateUserPoolClient', { UserPoolId, ClientName: fresh('app'), ...more })).UserPoolClient;
const describe = async (UserPoolId, ClientId) => (await call('DescribeUserPoolClient', { UserPoolId, ClientId })).UserPoolClient;

test('a new client has what AWS gives a new client', async () => {
  const { UserPoolId } = await pool();
  const made = await plain(UserPoolId, { ClientName: 'web' });
  assert.match(made.ClientId, /^[0-9a-z]{26}$/);
  assert.equal(made.ClientSecret, undefined);

  const client = await describe(UserPoolId, made.ClientId);
  assert.equal(client.ClientName, 'web');
  assert.equal(client.UserPoolId, UserPoolId);
  assert.equal(client.RefreshTokenValidity, 30);
  assert.equal(client.EnableTokenRevocation, true);
  assert.equal(client.AuthSessionValidity, 3);
  assert.equal(client.AllowedOAuthFlowsUserPoolClient, false);
});

test('a client keeps its settings, and its secret can be read again', async () => {
  const { UserPoolId } = await pool();
  const made = await plain(UserPoolId, {
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    AccessTokenValidity: 10, IdTokenValidity: 20, RefreshTokenValidity: 2,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
    PreventUserExistenceErrors: 'ENABLED',
    ReadAttributes: ['email', 'name'], WriteAttributes: ['email'],
  });
  assert.match(made.ClientSecret, /^[0-9a-z]{51,52}$/);
  const client = await describe(UserPoolId, made.ClientId);
  assert.equal(client.ClientSecret, made.ClientSecret);
  assert.deepEqual([...client.ExplicitAuthFlows].sort(), ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH']);
  assert.equal(client.AccessTokenValidity, 10);
  assert.deepEqual(client.TokenValidityUnits, { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' });
  assert.equal(client.PreventUserExistenceErrors, 'ENABLED');
  assert.deepEqual([...client.ReadAttributes].sort(), ['email', 'name']);
  assert.deepEqual(client.WriteAttributes, ['email']);
});

test('an update of a client puts what it leaves out back to its default', async () => {
  const { UserPoolId } = await pool();
  const { ClientId } = await plain(UserPoolId, { RefreshTokenValidity: 5, PreventUserExistenceErrors: 'ENABLED' });
  await call('UpdateUserPoolClient', { UserPoolId, ClientId, ClientName: 'renamed' });
  const client = await describe(UserPoolId, ClientId);
  assert.equal(client.ClientName, 'renamed');
  assert.equal(client.RefreshTokenValidity, 30);
  assert.notEqual(client.PreventUserExistenceErrors, 'ENABLED');
});

test('a deleted client is gone and signs nobody in', async () => {
  const at = await pool();
  await call('DeleteUserPoolClient', { UserPoolId: at.UserPoolId, ClientId: at.ClientId });
  const text = `User pool client ${at.ClientId} does not exist.`;
  await refused('DescribeUserPoolClient', { UserPoolId: at.UserPoolId, ClientId: at.ClientId }, 'ResourceNotFoundException', text);
  await refused('DeleteUserPoolClient', { UserPoolId: at.UserPoolId, ClientId: at.ClientId }, 'ResourceNotFoundException');
  await refused('UpdateUserPoolClient', { UserPoolId: at.UserPoolId, ClientId: at.ClientId }, 'ResourceNotFoundException');
  await refused(
    'InitiateAuth',
    { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'a', PASSWORD: 'b' } },
    'ResourceNotFoundException',
  );
});

test('a client of one pool is not there for another', async () => {
  const [here, there] = [await pool(), await pool()];
  await refused('DescribeUserPoolClient', { UserPoolId: here.UserPoolId, ClientId: there.ClientId }, 'ResourceNotFoundException');
});

test('a list of clients has each of them once, page by page', async () => {
  const { UserPoolId, ClientId } = await pool();
  const made = new Set([ClientId]);
  for (let i = 0; i < 4; i++) made.add((await plain(UserPoolId)).ClientId);

  const seen = [];
  let NextToken;
  do {
    const page = await call('ListUserPoolClients', { UserPoolId, MaxResults: 2, NextToken });
    assert.ok(page.UserPoolClients.length <= 2);
    seen.push(...page.UserPoolClients.map((c) => c.ClientId));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.deepEqual(seen.toSorted(), [...made].sort());
});

test('a client that cannot be is refused', async () => {
  const { UserPoolId } = await pool();
  await refused('CreateUserPoolClient', { UserPoolId }, 'InvalidParameterException', /'clientName'/);
  await refused('CreateUserPoolClient', { UserPoolId, ClientName: 'a', ExplicitAuthFlows: ['NO_SUCH'] }, 'InvalidParameterException', /enum value set/);
  await refused('CreateUserPoolClient', { UserPoolId: 'us-east-1_000000000', ClientName: 'a' }, 'ResourceNotFoundException');
});

test('both of two secrets are good while a client has two', async () => {
  const at = await pool();
  const app = await appClient(at.UserPoolId, { GenerateSecret: true });
  const id = { UserPoolId: at.UserPoolId, ClientId: app.ClientId };
  const { ClientSecretDescriptor: second } = await call('AddUserPoolClientSecret', id);
  assert.ok(second.ClientSecretId.startsWith(`${app.ClientId}--`));
  await refused('AddUserPoolClientSecret', id, 'LimitExceededException');

  const { ClientSecrets } = await call('ListUserPoolClientSecrets', id);
  assert.equal(ClientSecrets.length, 2);
  assert.ok(ClientSecrets.every((s) => s.ClientSecretValue === undefined), 'a list shows no secrets');

  const person = await confirmed(at);
  const begin = (secret) => ({
    ClientId: app.ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: {
      USERNAME: person.Username, PASSWORD: person.Password, SECRET_HASH: secretHash(secret, person.Username, app.ClientId),
    },
  });
  for (const secret of [app.ClientSecret, second.ClientSecretValue]) {
    assert.ok((await call('InitiateAuth', begin(secret))).AuthenticationResult.AccessToken);
  }

  const first = ClientSecrets.find((s) => s.ClientSecretId !== second.ClientSecretId);
  await call('DeleteUserPoolClientSecret', { ...id, ClientSecretId: first.ClientSecretId });
  await refused('InitiateAuth', begin(app.ClientSecret), 'NotAuthorizedException', `Unable to verify secret hash for client ${app.ClientId}`);
  assert.ok((await call('InitiateAuth', begin(second.ClientSecretValue))).AuthenticationResult.AccessToken);
});
