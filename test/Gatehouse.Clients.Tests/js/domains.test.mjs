// Domains of pools: a label below the installation's host, and a host of the owner's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, fresh, pool, refused } from './rig/server.mjs';

const label = () => fresh('acme');
const CertificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';
const describe = async (Domain) => (await call('DescribeUserPoolDomain', { Domain })).DomainDescription;

test('a label is made, described, updated and deleted', async () => {
  const { UserPoolId } = await pool();
  const Domain = label();
  const made = await call('CreateUserPoolDomain', { UserPoolId, Domain });
  assert.equal(made.CloudFrontDomain, undefined);
  assert.equal(made.ManagedLoginVersion, 1);

  const shown = await describe(Domain);
  assert.equal(shown.UserPoolId, UserPoolId);
  assert.equal(shown.Domain, Domain);
  assert.equal(shown.Status, 'ACTIVE');
  assert.match(shown.AWSAccountId, /^[0-9]{12}$/);
  assert.equal((await call('DescribeUserPool', { UserPoolId })).UserPool.Domain, Domain);

  assert.equal((await call('UpdateUserPoolDomain', { UserPoolId, Domain, ManagedLoginVersion: 2 })).ManagedLoginVersion, 2);
  assert.equal((await describe(Domain)).ManagedLoginVersion, 2);
  await call('DeleteUserPoolDomain', { UserPoolId, Domain });
  assert.deepEqual(await describe(Domain), {});
  assert.equal((await call('DescribeUserPool', { UserPoolId })).UserPool.Domain, undefined);
});

test('a host of the owner is told where to point', async () => {
  const { UserPoolId } = await pool();
  const Domain = `${label()}.example`;
  const made = await call('CreateUserPoolDomain', { UserPoolId, Domain, CustomDomainConfig: { CertificateArn }, ManagedLoginVersion: 2 });
  const shown = await describe(Domain);
  assert.equal(made.CloudFrontDomain, shown.CloudFrontDistribution);
  assert.equal(made.ManagedLoginVersion, 2);
  assert.deepEqual(shown.CustomDomainConfig, { CertificateArn });
  assert.equal((await call('DescribeUserPool', { UserPoolId })).UserPool.CustomDomain, Domain);

  const Routing = { Failover: { SecondaryRegion: 'ap-southeast-2', PrimaryRoute53HealthCheckId: 'abc' } };
  const other = { CertificateArn, SecurityPolicy: 'TLS_V1_2_2021' };
  assert.deepEqual((await call('UpdateUserPoolDomain', { UserPoolId, Domain, CustomDomainConfig: other, Routing })).Routing, Routing);
  assert.deepEqual((await describe(Domain)).CustomDomainConfig, other);
  await call('DeleteUserPoolDomain', { UserPoolId, Domain });
});

test('a domain that cannot be is refused', async () => {
  const { UserPoolId } = await pool();
  await refused('CreateUserPoolDomain', { UserPoolId, Domain: 'my-cognito' }, 'InvalidParameterException', 'Domain cannot contain reserved word: cognito');
  await refused('CreateUserPoolDomain', { UserPoolId, Domain: 'a.b' }, 'InvalidParameterException', /contains an invalid character/);
  await refused('CreateUserPoolDomain', { UserPoolId, Domain: 'acme', CustomDomainConfig: { CertificateArn } }, 'InvalidParameterException', /not a valid subdomain/);
  await refused('CreateUserPoolDomain', { UserPoolId: 'us-east-1_000000000', Domain: label() }, 'ResourceNotFoundException');
  await refused('UpdateUserPoolDomain', { UserPoolId, Domain: label() }, 'InvalidParameterException', 'No such domain or user pool exists.');
  await refused('DeleteUserPoolDomain', { UserPoolId, Domain: label() }, 'InvalidParameterException', 'No such domain or user pool exists.');
  await refused('DescribeUserPoolDomain', { Domain: '' }, 'InvalidParameterException');
});

test('of many pools that want one name at once, one gets it', async () => {
  const pools = await Promise.all(Array.from({ length: 8 }, () => pool()));
  const Domain = label();
  const outcomes = await Promise.allSettled(pools.map(({ UserPoolId }) => call('CreateUserPoolDomain', { UserPoolId, Domain })));
  assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 1);
  for (const { reason } of outcomes.filter((outcome) => outcome.status === 'rejected')) {
    assert.equal(reason.message, 'Domain already associated with another user pool.');
  }
  const winner = pools[outcomes.findIndex((outcome) => outcome.status === 'fulfilled')];
  await refused('CreateUserPoolDomain', { ...winner, Domain: label() }, 'InvalidParameterException', 'User pool already has a domain configured.');
});

test('a pool with a domain is not deleted before the domain is', async () => {
  const { UserPoolId } = await pool();
  const Domain = label();
  await call('CreateUserPoolDomain', { UserPoolId, Domain });
  await refused(
    'DeleteUserPool', { UserPoolId }, 'InvalidParameterException', 'User pool cannot be deleted. It has a domain configured that should be deleted first.',
  );
  await call('DeleteUserPoolDomain', { UserPoolId, Domain });
  await call('DeleteUserPool', { UserPoolId });
});
