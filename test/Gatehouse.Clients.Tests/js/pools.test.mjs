// User pools, as an administrator makes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, fresh, refused, region } from './rig/server.mjs';

const create = async (settings = {}) => (await call('CreateUserPool', { PoolName: fresh('pool'), ...settings })).UserPool;
const describe = async (UserPoolId) => (await call('DescribeUserPool', { UserPoolId })).UserPool;
const unknown = `${region}_000000000`;

test('a new pool has what AWS gives a new pool', async () => {
  const made = await create({ PoolName: 'people of the north' });
  assert.match(made.Id, new RegExp(`^${region}_[0-9A-Za-z]{9}$`));
  assert.match(made.Arn, new RegExp(`^arn:aws:cognito-idp:${region}:\\d{12}:userpool/${made.Id}$`));
  assert.equal(made.Name, 'people of the north');
  assert.ok(made.CreationDate instanceof Date);

  const pool = await describe(made.Id);
  assert.equal(pool.Policies.PasswordPolicy.MinimumLength, 8);
  assert.equal(pool.Policies.PasswordPolicy.RequireSymbols, true);
  assert.equal(pool.Policies.PasswordPolicy.TemporaryPasswordValidityDays, 7);
  assert.equal(pool.SchemaAttributes.length, 20);
  assert.deepEqual(pool.SchemaAttributes.find((a) => a.Name === 'sub').StringAttributeConstraints, { MinLength: '1', MaxLength: '2048' });
  assert.equal(pool.MfaConfiguration, 'OFF');
  assert.equal(pool.DeletionProtection, 'INACTIVE');
  assert.equal(pool.UserPoolTier, 'ESSENTIALS');
  assert.equal(pool.EstimatedNumberOfUsers, 0);
  assert.equal(pool.AdminCreateUserConfig.AllowAdminCreateUserOnly, false);
});

test('a pool keeps the settings it was made with', async () => {
  const made = await create({
    Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: false, RequireNumbers: true, RequireLowercase: true, RequireUppercase: true } },
    AutoVerifiedAttributes: ['email'],
    UsernameAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    Schema: [{ Name: 'colour', AttributeDataType: 'String', Mutable: true, StringAttributeConstraints: { MinLength: '1', MaxLength: '20' } }],
  });
  const pool = await describe(made.Id);
  assert.equal(pool.Policies.PasswordPolicy.MinimumLength, 12);
  assert.equal(pool.Policies.PasswordPolicy.RequireSymbols, false);
  assert.deepEqual(pool.AutoVerifiedAttributes, ['email']);
  assert.deepEqual(pool.UsernameAttributes, ['email']);
  assert.equal(pool.UsernameConfiguration.CaseSensitive, false);
  assert.deepEqual(pool.AccountRecoverySetting.RecoveryMechanisms, [{ Name: 'verified_email', Priority: 1 }]);
  assert.equal(pool.AdminCreateUserConfig.AllowAdminCreateUserOnly, true);
  assert.deepEqual(pool.SchemaAttributes.find((a) => a.Name === 'custom:colour').StringAttributeConstraints, { MinLength: '1', MaxLength: '20' });
});

test('an update sets what it names and puts the rest back to its default', async () => {
  const { Id } = await create({
    AutoVerifiedAttributes: ['email'],
    Policies: { PasswordPolicy: { MinimumLength: 20 } },
    UsernameAttributes: ['email'],
  });
  await call('UpdateUserPool', { UserPoolId: Id, Policies: { PasswordPolicy: { MinimumLength: 10 } } });
  const pool = await describe(Id);
  assert.equal(pool.Policies.PasswordPolicy.MinimumLength, 10);
  assert.deepEqual(pool.AutoVerifiedAttributes ?? [], []);
  assert.deepEqual(pool.UsernameAttributes, ['email'], 'what is fixed at creation stays');

  await call('UpdateUserPool', { UserPoolId: Id });
  assert.equal((await describe(Id)).Policies.PasswordPolicy.MinimumLength, 8);
});

test('a deleted pool is gone', async () => {
  const { Id } = await create();
  await call('DeleteUserPool', { UserPoolId: Id });
  await refused('DescribeUserPool', { UserPoolId: Id }, 'ResourceNotFoundException', `User pool ${Id} does not exist.`);
  await refused('DeleteUserPool', { UserPoolId: Id }, 'ResourceNotFoundException');
});

test('a protected pool is not deleted until the protection is taken off', async () => {
  const { Id } = await create({ DeletionProtection: 'ACTIVE' });
  await refused('DeleteUserPool', { UserPoolId: Id }, 'InvalidParameterException', /deletion protection is activated/);
  await call('UpdateUserPool', { UserPoolId: Id, DeletionProtection: 'INACTIVE' });
  await call('DeleteUserPool', { UserPoolId: Id });
});

test('a list of pools has each of them once, page by page', async () => {
  const made = new Set();
  for (let i = 0; i < 5; i++) made.add((await create()).Id);

  const seen = [];
  let NextToken;
  do {
    const page = await call('ListUserPools', { MaxResults: 2, NextToken });
    assert.ok(page.UserPools.length <= 2);
    seen.push(...page.UserPools.map((p) => p.Id));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.equal(new Set(seen).size, seen.length, 'a pool came twice');
  for (const id of made) assert.ok(seen.includes(id));
});

test('a list of pools refuses a page size outside 1 to 60', async () => {
  await refused('ListUserPools', { MaxResults: 61 }, 'InvalidParameterException', /1 validation error detected: .*less than or equal to 60/);
  await refused('ListUserPools', { MaxResults: 0 }, 'InvalidParameterException', /greater than or equal to 1/);
});

test('custom attributes are added once and for all', async () => {
  const { Id } = await create();
  const colour = { Name: 'colour', AttributeDataType: 'String', Mutable: true };
  await call('AddCustomAttributes', { UserPoolId: Id, CustomAttributes: [colour] });
  assert.equal((await describe(Id)).SchemaAttributes.filter((a) => a.Name === 'custom:colour').length, 1);
  await refused('AddCustomAttributes', { UserPoolId: Id, CustomAttributes: [colour] }, 'InvalidParameterException');
  await refused('AddCustomAttributes', { UserPoolId: unknown, CustomAttributes: [colour] }, 'ResourceNotFoundException');
});

test('a pool that cannot be is refused with the reason', async () => {
  await refused('CreateUserPool', {}, 'InvalidParameterException', /1 validation error detected: .*'poolName'.*must not be null/);
  await refused('CreateUserPool', { PoolName: 'x'.repeat(129) }, 'InvalidParameterException', /less than or equal to 128/);
  await refused(
    'CreateUserPool',
    { PoolName: 'p', AliasAttributes: ['email'], UsernameAttributes: ['email'] },
    'InvalidParameterException',
    'Only one of the aliasAttributes or usernameAttributes can be set in a User pool.',
  );
  await refused('CreateUserPool', { PoolName: 'p', Policies: { PasswordPolicy: { MinimumLength: 5 } } }, 'InvalidParameterException');
});

test('a pool nobody made does not exist', async () => {
  await refused('DescribeUserPool', { UserPoolId: unknown }, 'ResourceNotFoundException', `User pool ${unknown} does not exist.`);
  await refused('UpdateUserPool', { UserPoolId: unknown }, 'ResourceNotFoundException');
});
