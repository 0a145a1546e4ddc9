// Resource servers and the scopes that clients get of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, fresh, pool, refused } from './rig/server.mjs';

const shop = { Identifier: 'https://shop.example', Name: 'The shop' };
const scopes = [{ ScopeName: 'write', ScopeDescription: 'Sell things' }, { ScopeName: 'read', ScopeDescription: 'Look at things' }];
const machine = (UserPoolId, ...names) => ({
  UserPoolId,
  ClientName: fresh('app'),
  GenerateSecret: true,
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['client_credentials'],
  AllowedOAuthScopes: names,
});

test('a resource server is made, described, updated and deleted', async () => {
  const { UserPoolId } = await pool();
  const made = await call('CreateResourceServer', { UserPoolId, ...shop, Scopes: scopes });
  assert.deepEqual(made.ResourceServer, { UserPoolId, ...shop, Scopes: scopes });
  const id = { UserPoolId, Identifier: shop.Identifier };
  assert.deepEqual((await call('DescribeResourceServer', id)).ResourceServer, made.ResourceServer);

  const updated = await call('UpdateResourceServer', { ...id, Name: 'Store', Scopes: [scopes[1]] });
  assert.deepEqual(updated.ResourceServer, { UserPoolId, ...shop, Name: 'Store', Scopes: [scopes[1]] });
  assert.equal((await call('UpdateResourceServer', { ...id, Name: 'Store' })).ResourceServer.Scopes, undefined);

  await call('DeleteResourceServer', id);
  const text = `Resource server ${shop.Identifier} does not exist.`;
  await refused('DescribeResourceServer', id, 'ResourceNotFoundException', text);
  await refused('UpdateResourceServer', { ...id, Name: 'Store' }, 'ResourceNotFoundException', text);
  await refused('DeleteResourceServer', id, 'ResourceNotFoundException', text);
});

test('an identifier is taken once in a pool, and some never', async () => {
  const [here, there] = [await pool(), await pool()];
  await call('CreateResourceServer', { UserPoolId: here.UserPoolId, ...shop });
  await call('CreateResourceServer', { UserPoolId: there.UserPoolId, ...shop });
  await refused('CreateResourceServer', { UserPoolId: here.UserPoolId, ...shop }, 'InvalidParameterException', /already exists/);
  await refused('CreateResourceServer', { UserPoolId: here.UserPoolId, Identifier: 'aws.cognito/dcr', Name: 'mine' }, 'InvalidParameterException', /reserved/);
});

test('a list of resource servers has each of them once, page by page', async () => {
  const { UserPoolId } = await pool();
  const made = ['a', 'b', 'c', 'd', 'e'];
  for (const Identifier of made.toReversed()) await call('CreateResourceServer', { UserPoolId, Identifier, Name: 'x' });

  const seen = [];
  let NextToken;
  do {
    const page = await call('ListResourceServers', { UserPoolId, MaxResults: 2, NextToken });
    assert.ok(page.ResourceServers.length <= 2);
    seen.push(...page.ResourceServers.map((server) => server.Identifier));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.deepEqual(seen, made);
  await refused('ListResourceServers', { UserPoolId, NextToken: 'made-up' }, 'InvalidParameterException', 'Invalid pagination token.');
});

test('the server of registrations is managed by the service', async () => {
  const { UserPoolId } = await pool({ DcrConfiguration: { EnableStatus: 'Enabled' } });
  const { ResourceServers } = await call('ListResourceServers', { UserPoolId });
  assert.deepEqual(ResourceServers.map((server) => [server.Identifier, server.ManagedBy]), [['aws.cognito/dcr', 'COGNITO']]);
});

test('a client gets scopes that a resource server has, and no others', async () => {
  const { UserPoolId } = await pool();
  await refused('CreateUserPoolClient', machine(UserPoolId, 'shop/read'), 'ScopeDoesNotExistException', 'Invalid scope requested: shop/read');
  await call('CreateResourceServer', { UserPoolId, Identifier: 'shop', Name: 'x', Scopes: scopes });
  const { UserPoolClient } = await call('CreateUserPoolClient', machine(UserPoolId, 'shop/read', 'shop/write'));
  assert.deepEqual(UserPoolClient.AllowedOAuthScopes, ['shop/read', 'shop/write']);
  await refused(
    'CreateUserPoolClient', machine(UserPoolId, 'shop/read', 'openid'), 'InvalidOAuthFlowException', 'openid is not supported with client_credentials flow',
  );

  await call('DeleteResourceServer', { UserPoolId, Identifier: 'shop' });
  const id = { UserPoolId, ClientId: UserPoolClient.ClientId };
  assert.deepEqual((await call('DescribeUserPoolClient', id)).UserPoolClient.AllowedOAuthScopes, ['shop/read', 'shop/write']);
  const { UserPoolId: _, ClientName, GenerateSecret, ...settings } = machine(UserPoolId, 'shop/read');
  await refused('UpdateUserPoolClient', { ...id, ...settings }, 'ScopeDoesNotExistException');
});
