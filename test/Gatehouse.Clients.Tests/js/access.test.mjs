// Users with less than root's rights, roles that others take on, and what their keys may do: by the SDKs of IAM and STS.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import * as iamSdk from '@aws-sdk/client-iam';
import * as stsSdk from '@aws-sdk/client-sts';
import { endpoint, fresh, pool, region } from './rig/server.mjs';

const root = { accessKeyId: process.env.RIG_ACCESS_KEY_ID, secretAccessKey: process.env.RIG_SECRET_ACCESS_KEY };
const settings = (credentials) => ({ endpoint, region, credentials, maxAttempts: 1 });
const by = (sdk, Client) => (credentials = root) => {
  const client = new sdk[Client](settings(credentials));
  return (operation, input = {}) => client.send(new sdk[`${operation}Command`](input));
};
const iam = by(iamSdk, 'IAMClient');
const sts = by(stsSdk, 'STSClient');
const people = by(idp, 'CognitoIdentityProviderClient');

const document = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action, Resource, more) => ({ Effect: 'Allow', Action, Resource, ...more });
const trust = (AWS, Action = 'sts:AssumeRole') => document({ Effect: 'Allow', Principal: { AWS }, Action });
const keyOf = ({ AccessKeyId, SecretAccessKey, SessionToken }) => ({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken });
const refusal = (promise) => promise.then(() => assert.fail('It was allowed.'), (error) => error);

async function account() {
  return (await sts()('GetCallerIdentity')).Account;
}

/** A user with a policy, and a key. */
async function user(...statements) {
  const UserName = fresh('ana');
  const { User } = await iam()('CreateUser', { UserName });
  if (statements.length) await iam()('PutUserPolicy', { UserName, PolicyName: 'own', PolicyDocument: document(...statements) });
  const { AccessKey } = await iam()('CreateAccessKey', { UserName });
  return { UserName, Arn: User.Arn, UserId: User.UserId, credentials: keyOf(AccessKey) };
}

test('a key tells whose it is', async () => {
  const owner = await sts()('GetCallerIdentity');
  assert.equal(owner.Arn, `arn:aws:iam::${owner.Account}:root`);
  const ana = await user();
  const { Arn, UserId, Account } = await sts(ana.credentials)('GetCallerIdentity');
  assert.deepEqual({ Arn, UserId, Account }, { Arn: ana.Arn, UserId: ana.UserId, Account: owner.Account });
  assert.equal((await sts(ana.credentials)('GetCallerIdentity')).UserId, ana.UserId);
  const eve = await refusal(sts({ ...ana.credentials, secretAccessKey: 'wrong' })('GetCallerIdentity'));
  assert.equal(eve.name, 'SignatureDoesNotMatch');
  const { credentials } = await user(allow('sts:GetAccessKeyInfo', '*'));
  assert.equal((await sts(credentials)('GetAccessKeyInfo', { AccessKeyId: ana.credentials.accessKeyId })).Account, owner.Account);
});

test('an administrator of one pool administers that pool', async () => {
  const [mine, theirs] = [await pool(), await pool()];
  const ana = await user(allow('cognito-idp:*', `arn:aws:cognito-idp:${region}:${await account()}:userpool/${mine.UserPoolId}`));
  const call = people(ana.credentials);
  assert.equal((await call('DescribeUserPool', { UserPoolId: mine.UserPoolId })).UserPool.Id, mine.UserPoolId);
  await call('AdminCreateUser', { UserPoolId: mine.UserPoolId, Username: 'bob', MessageAction: 'SUPPRESS' });
  const error = await refusal(call('DescribeUserPool', { UserPoolId: theirs.UserPoolId }));
  assert.equal(error.name, 'AccessDeniedException');
  assert.equal(
    error.message,
    `User: ${ana.Arn} is not authorized to perform: cognito-idp:DescribeUserPool on resource: arn:aws:cognito-idp:${region}:${await account()}:userpool/${theirs.UserPoolId} because no identity-based policy allows the cognito-idp:DescribeUserPool action`,
  );
  for (const [operation, input] of [['CreateUserPool', { PoolName: 'x' }], ['ListUserPools', { MaxResults: 1 }]])
    assert.equal((await refusal(call(operation, input))).name, 'AccessDeniedException');
  const denied = await refusal(iam(ana.credentials)('ListUsers'));
  assert.equal(denied.name, 'AccessDenied');
  assert.equal(denied.$metadata.httpStatusCode, 403);
});

test('a key that is off or deleted opens nothing', async () => {
  const ana = await user();
  const AccessKeyId = ana.credentials.accessKeyId;
  const { AccessKeyMetadata } = await iam()('ListAccessKeys', { UserName: ana.UserName });
  assert.deepEqual(AccessKeyMetadata.map((key) => [key.AccessKeyId, key.Status]), [[AccessKeyId, 'Active']]);
  await iam()('UpdateAccessKey', { UserName: ana.UserName, AccessKeyId, Status: 'Inactive' });
  assert.equal((await refusal(sts(ana.credentials)('GetCallerIdentity'))).name, 'InvalidClientTokenId');
  await iam()('UpdateAccessKey', { UserName: ana.UserName, AccessKeyId, Status: 'Active' });
  await sts(ana.credentials)('GetCallerIdentity');
  assert.equal((await iam()('GetAccessKeyLastUsed', { AccessKeyId })).AccessKeyLastUsed.ServiceName, 'sts');
  await iam()('DeleteAccessKey', { UserName: ana.UserName, AccessKeyId });
  assert.equal((await refusal(sts(ana.credentials)('GetCallerIdentity'))).name, 'InvalidClientTokenId');
});

test('a role is taken on by whom it trusts, and opens what it opens', async () => {
  const { UserPoolId } = await pool();
  const ana = await user();
  const RoleName = fresh('reader');
  const { Role } = await iam()('CreateRole', { RoleName, AssumeRolePolicyDocument: trust(ana.Arn), Tags: [{ Key: 'team', Value: 'a' }] });
  assert.equal(decodeURIComponent(Role.AssumeRolePolicyDocument), trust(ana.Arn));
  const { Policy } = await iam()('CreatePolicy', { PolicyName: fresh('read'), PolicyDocument: document(allow('cognito-idp:Describe*', '*')) });
  await iam()('AttachRolePolicy', { RoleName, PolicyArn: Policy.Arn });

  const { Credentials, AssumedRoleUser } = await sts(ana.credentials)('AssumeRole', { RoleArn: Role.Arn, RoleSessionName: 'me' });
  assert.ok(Credentials.Expiration > new Date());
  const session = keyOf(Credentials);
  assert.equal((await sts(session)('GetCallerIdentity')).Arn, AssumedRoleUser.Arn);
  await people(session)('DescribeUserPool', { UserPoolId });
  assert.equal((await refusal(people(session)('DeleteUserPool', { UserPoolId }))).name, 'AccessDeniedException');
  assert.equal((await refusal(people(ana.credentials)('DescribeUserPool', { UserPoolId }))).name, 'AccessDeniedException');

  const eve = await user(allow('*', '*'));
  assert.equal((await refusal(sts(eve.credentials)('AssumeRole', { RoleArn: Role.Arn, RoleSessionName: 'me' }))).name, 'AccessDenied');
  for (const [name, value, said] of [
    ['sessionToken', session.sessionToken.slice(0, -4) + 'AAAA', 'UnrecognizedClientException'],
    ['sessionToken', undefined, 'UnrecognizedClientException'],
    ['secretAccessKey', 'wrong', 'InvalidSignatureException'],
    ['accessKeyId', 'ASIAAAAAAAAAAAAAAAAA', 'UnrecognizedClientException'],
  ])
    assert.equal((await refusal(people({ ...session, [name]: value })('DescribeUserPool', { UserPoolId }))).name, said, name);

  await iam()('DetachRolePolicy', { RoleName, PolicyArn: Policy.Arn });
  assert.equal((await refusal(people(session)('DescribeUserPool', { UserPoolId }))).name, 'AccessDeniedException');
  await iam()('DeletePolicy', { PolicyArn: Policy.Arn });
  await iam()('DeleteRole', { RoleName });
  assert.equal((await refusal(iam()('GetRole', { RoleName }))).name, 'NoSuchEntityException');
});

test('whoever is made anew under a name inherits no trust', async () => {
  const RoleName = fresh('reader');
  const ana = await user();
  const { Role } = await iam()('CreateRole', { RoleName, AssumeRolePolicyDocument: trust(ana.Arn) });
  const shown = async () => decodeURIComponent((await iam()('GetRole', { RoleName })).Role.AssumeRolePolicyDocument);
  const assume = ({ credentials }) => sts(credentials)('AssumeRole', { RoleArn: Role.Arn, RoleSessionName: 'me' });
  await assume(ana);

  await iam()('DeleteAccessKey', { UserName: ana.UserName, AccessKeyId: ana.credentials.accessKeyId });
  await iam()('DeleteUser', { UserName: ana.UserName });
  assert.equal(await shown(), trust(ana.UserId));
  const gone = await refusal(iam()('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: trust(ana.Arn) }));
  assert.equal(gone.name, 'MalformedPolicyDocumentException');
  assert.equal(gone.message, `Invalid principal in policy: "AWS":"${ana.Arn}"`);

  await iam()('CreateUser', { UserName: ana.UserName });
  const { AccessKey } = await iam()('CreateAccessKey', { UserName: ana.UserName });
  const namesake = { credentials: keyOf(AccessKey) };
  assert.equal((await refusal(assume(namesake))).name, 'AccessDenied');
  await iam()('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: trust(ana.Arn) });
  await assume(namesake);
  assert.equal(await shown(), trust(ana.Arn));
});

test('borrowed and short-lived rights are no more than the lender has', async () => {
  const { UserPoolId } = await pool();
  const ana = await user(allow(['cognito-idp:Describe*', 'sts:GetFederationToken'], '*'));
  const own = keyOf((await sts(ana.credentials)('GetSessionToken', { DurationSeconds: 900 })).Credentials);
  await people(own)('DescribeUserPool', { UserPoolId });
  assert.equal((await refusal(sts(own)('GetFederationToken', { Name: 'bob' }))).name, 'AccessDenied');
  const { Credentials, FederatedUser } = await sts(ana.credentials)('GetFederationToken', { Name: 'bob', Policy: document(allow('cognito-idp:*', '*')) });
  assert.match(FederatedUser.Arn, /:federated-user\/bob$/);
  await people(keyOf(Credentials))('DescribeUserPool', { UserPoolId });
  assert.equal((await refusal(people(keyOf(Credentials))('DeleteUserPool', { UserPoolId }))).name, 'AccessDeniedException');
});

test('policies have versions, are listed, and are tried out', async () => {
  const PolicyName = fresh('p');
  const { Policy } = await iam()('CreatePolicy', { PolicyName, Path: '/app/', PolicyDocument: document(allow('s3:Get*', '*')) });
  const PolicyArn = Policy.Arn;
  const { PolicyVersion } = await iam()('CreatePolicyVersion', { PolicyArn, PolicyDocument: document(allow('s3:*', '*')), SetAsDefault: true });
  assert.equal(PolicyVersion.VersionId, 'v2');
  const shown = await iam()('GetPolicyVersion', { PolicyArn, VersionId: 'v1' });
  assert.deepEqual(JSON.parse(decodeURIComponent(shown.PolicyVersion.Document)).Statement[0].Action, 's3:Get*');
  await iam()('DeletePolicyVersion', { PolicyArn, VersionId: 'v1' });
  assert.deepEqual((await iam()('ListPolicyVersions', { PolicyArn })).Versions.map((version) => version.VersionId), ['v2']);
  assert.ok((await iam()('ListPolicies', { Scope: 'Local', PathPrefix: '/app/', MaxItems: 1000 })).Policies.some((one) => one.Arn === PolicyArn));
  const { EvaluationResults } = await iam()('SimulateCustomPolicy', { PolicyInputList: [document(allow('s3:*', '*'))], ActionNames: ['s3:GetObject', 'sqs:SendMessage'] });
  assert.deepEqual(EvaluationResults.map((result) => result.EvalDecision), ['allowed', 'implicitDeny']);
  const malformed = await refusal(iam()('CreatePolicy', { PolicyName: fresh(), PolicyDocument: '{}' }));
  assert.equal(malformed.name, 'MalformedPolicyDocumentException');
  await iam()('DeletePolicy', { PolicyArn });
});

test('providers whose tokens are believed are made known', async () => {
  const Url = `https://${fresh('id')}.example.com`;
  const { OpenIDConnectProviderArn } = await iam()('CreateOpenIDConnectProvider', { Url, ClientIDList: ['app'] });
  assert.deepEqual((await iam()('GetOpenIDConnectProvider', { OpenIDConnectProviderArn })).ClientIDList, ['app']);
  assert.ok((await iam()('ListOpenIDConnectProviders')).OpenIDConnectProviderList.some((one) => one.Arn === OpenIDConnectProviderArn));
  assert.equal((await refusal(iam()('CreateOpenIDConnectProvider', { Url }))).name, 'EntityAlreadyExistsException');
  await iam()('DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn });
  assert.equal((await refusal(iam()('GetOpenIDConnectProvider', { OpenIDConnectProviderArn }))).name, 'NoSuchEntityException');
});

test('a role that is to be handed on must be passable', async () => {
  const { UserPoolId } = await pool();
  const ana = await user(allow('cognito-idp:*', '*'));
  const input = { UserPoolId, GroupName: fresh(), RoleArn: `arn:aws:iam::${await account()}:role/Admin` };
  const error = await refusal(people(ana.credentials)('CreateGroup', input));
  assert.equal(error.name, 'AccessDeniedException');
  assert.match(error.message, /iam:PassRole on resource: .*:role\/Admin/);
  await iam()('PutUserPolicy', { UserName: ana.UserName, PolicyName: 'pass', PolicyDocument: document(allow('iam:PassRole', input.RoleArn)) });
  await people(ana.credentials)('CreateGroup', input);
});
