// A pool in several regions, and the rates of a region.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { call, confirmed, endpoint, fresh, password, pool, refused, region } from './rig/server.mjs';

const KeyConfiguration = { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: `arn:aws:kms:${region}:123456789012:key/mrk-0123456789abcdef0123456789abcdef` };
const elsewhere = region === 'eu-west-3' ? 'eu-west-2' : 'eu-west-3';

/** The SDK as a program in another region holds it. */
const inRegion = (name) => new sdk.CognitoIdentityProviderClient({
  endpoint,
  region: name,
  credentials: { accessKeyId: process.env.RIG_ACCESS_KEY_ID, secretAccessKey: process.env.RIG_SECRET_ACCESS_KEY },
  maxAttempts: 1,
});
const there = (operation, input, name = elsewhere) => inRegion(name).send(new sdk[`${operation}Command`](input));

test('a replica is made, used from its region, switched off and deleted', async () => {
  const at = await pool({ KeyConfiguration });
  const person = await confirmed(at);
  const { UserPoolId } = at;
  const made = (await call('CreateUserPoolReplica', { UserPoolId, RegionName: elsewhere })).UserPoolReplica;
  assert.equal(made.Status, 'CREATING');
  assert.equal(made.Role, 'SECONDARY');
  assert.match(made.UserPoolArn, new RegExp(`^arn:aws:cognito-idp:${elsewhere}:\\d{12}:userpool/${UserPoolId}$`));

  assert.equal((await call('UpdateUserPoolReplica', { UserPoolId, RegionName: elsewhere, Status: 'ACTIVE' })).UserPoolReplica.Status, 'ACTIVE');
  const { UserPoolReplicas } = await call('ListUserPoolReplicas', { UserPoolId });
  assert.deepEqual(UserPoolReplicas.map((replica) => [replica.RegionName, replica.Role, replica.Status]), [
    [region, 'PRIMARY', 'ACTIVE'], [elsewhere, 'SECONDARY', 'ACTIVE'],
  ]);

  assert.equal((await there('DescribeUserPool', { UserPoolId })).UserPool.Id, UserPoolId);
  assert.equal((await there('AdminGetUser', { UserPoolId, Username: person.Username })).Username, person.Username);
  const signIn = {
    UserPoolId, ClientId: at.ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: person.Username, PASSWORD: password },
  };
  assert.ok((await there('AdminInitiateAuth', signIn)).AuthenticationResult.AccessToken);
  await assert.rejects(there('AdminCreateUser', { UserPoolId, Username: fresh() }), { name: 'OperationNotEnabledException' });
  await assert.rejects(there('UpdateUserPool', { UserPoolId }), { name: 'OperationNotEnabledException' });

  await there('UpdateUserPoolReplica', { UserPoolId, RegionName: elsewhere, Status: 'INACTIVE' });
  await assert.rejects(there('AdminInitiateAuth', signIn), { name: 'OperationNotEnabledException' });
  assert.equal((await call('DeleteUserPoolReplica', { UserPoolId, RegionName: elsewhere })).UserPoolReplica.Status, 'DELETING');
  await refused('DeleteUserPoolReplica', { UserPoolId, RegionName: elsewhere }, 'ResourceNotFoundException');
  assert.equal((await call('ListUserPoolReplicas', { UserPoolId })).UserPoolReplicas.length, 1);
});

test('the list of pools tells their regions', async () => {
  const { UserPoolId } = await pool({ KeyConfiguration });
  await call('CreateUserPoolReplica', { UserPoolId, RegionName: elsewhere });
  let listed;
  let NextToken;
  do {
    const page = await call('ListUserPools', { MaxResults: 60, NextToken });
    listed ??= page.UserPools.find((each) => each.Id === UserPoolId);
    NextToken = page.NextToken;
  } while (NextToken && !listed);
  assert.deepEqual(listed.ReplicaRegions, [elsewhere]);
});

test('a region without any replica is not signed for', async () => {
  const { UserPoolId } = await pool();
  await assert.rejects(there('DescribeUserPool', { UserPoolId }, 'ap-south-2'), { name: 'InvalidSignatureException' });
});

test('replicas need a key of many regions, a region that is another, and a pool', async () => {
  const { UserPoolId } = await pool();
  await refused('CreateUserPoolReplica', { UserPoolId, RegionName: elsewhere }, 'InvalidParameterException', /multi-Region/);
  await refused('UpdateUserPoolReplica', { UserPoolId, RegionName: elsewhere, Status: 'ACTIVE' }, 'ResourceNotFoundException');
  await refused('ListUserPoolReplicas', { UserPoolId: `${region}_000000000` }, 'ResourceNotFoundException');
});

test('the rate of a category is the free one until another is asked for', async () => {
  const LimitDefinition = { LimitClass: 'API_CATEGORY', Attributes: { Category: 'UserCreation' } };
  const before = (await call('GetProvisionedLimit', { LimitDefinition })).Limit;
  assert.deepEqual(before, { LimitDefinition, ProvisionedLimitValue: 50, FreeLimitValue: 50 });
  assert.equal((await call('UpdateProvisionedLimit', { LimitDefinition, RequestedLimitValue: 75 })).Limit.ProvisionedLimitValue, 75);
  assert.equal((await call('GetProvisionedLimit', { LimitDefinition })).Limit.ProvisionedLimitValue, 75);
  await call('UpdateProvisionedLimit', { LimitDefinition, RequestedLimitValue: 50 });

  await refused('UpdateProvisionedLimit', { LimitDefinition, RequestedLimitValue: 49 }, 'InvalidParameterException');
  await refused('UpdateProvisionedLimit', { LimitDefinition, RequestedLimitValue: 1000000 }, 'ServiceQuotaExceededException');
  await refused(
    'GetProvisionedLimit', { LimitDefinition: { ...LimitDefinition, Attributes: { Category: 'Everything' } } }, 'ResourceNotFoundException');
});
