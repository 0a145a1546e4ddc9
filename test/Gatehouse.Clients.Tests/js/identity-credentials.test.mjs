// Temporary credentials of identity pools: who gets them, and what they open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as identity from '@aws-sdk/client-cognito-identity';
import * as people from '@aws-sdk/client-cognito-identity-provider';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { client as root, endpoint, fresh, noted, pool, region, signedIn } from './rig/server.mjs';

const settings = { endpoint, region, maxAttempts: 1 };
const { credentials } = root.config;
const admin = new identity.CognitoIdentityClient({ ...settings, credentials });
const management = new iam.IAMClient({ ...settings, credentials });

// An application and its people have no keys at all.
const keyless = async () => assert.fail('Nobody signs this.');
const app = new identity.CognitoIdentityClient({ ...settings, credentials: keyless });
const exchange = new sts.STSClient({ ...settings, credentials: keyless });
noted(app, 'cognito-identity ');

const send = (sdk, client) => (operation, input) => client.send(new sdk[`${operation}Command`](input));
const [manage, ask, administer, swap] = [send(iam, management), send(identity, app), send(identity, admin), send(sts, exchange)];
const refusal = (promise) => promise.then(() => assert.fail('It was allowed.'), (error) => error);
const keyOf = ({ AccessKeyId, SecretKey, SecretAccessKey, SessionToken }) => ({ accessKeyId: AccessKeyId, secretAccessKey: SecretKey ?? SecretAccessKey, sessionToken: SessionToken });
const document = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement });

const trust = (IdentityPoolId, amr) =>
  document({
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
    },
  });

async function role(IdentityPoolId, amr, statement) {
  const RoleName = fresh(amr);
  const { Role } = await manage('CreateRole', { RoleName, AssumeRolePolicyDocument: trust(IdentityPoolId, amr) });
  await manage('PutRolePolicy', { RoleName, PolicyName: 'own', PolicyDocument: document(statement) });
  return Role.Arn;
}

/** People, a pool of identities that believes them, and roles for them and for guests. */
async function world() {
  const place = await pool();
  const ProviderName = `cognito-idp.${region}.amazonaws.com/${place.UserPoolId}`;
  const { IdentityPoolId } = await administer('CreateIdentityPool', {
    IdentityPoolName: fresh('identities'),
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    CognitoIdentityProviders: [{ ProviderName, ClientId: place.ClientId, ServerSideTokenCheck: true }],
  });
  const authenticated = await role(IdentityPoolId, 'authenticated', { Effect: 'Allow', Action: 'cognito-idp:DescribeUserPool', Resource: `arn:aws:cognito-idp:*:*:userpool/${place.UserPoolId}` });
  const unauthenticated = await role(IdentityPoolId, 'unauthenticated', { Effect: 'Allow', Action: ['cognito-identity:DescribeIdentityPool', 'cognito-idp:*'], Resource: '*' });
  await administer('SetIdentityPoolRoles', { IdentityPoolId, Roles: { authenticated, unauthenticated } });
  const come = async () => ({ [ProviderName]: (await signedIn(place)).IdToken });
  return { ...place, IdentityPoolId, authenticated, come };
}

async function credentialsOf(IdentityPoolId, Logins) {
  const { IdentityId } = await ask('GetId', { IdentityPoolId, Logins });
  const { Credentials } = await ask('GetCredentialsForIdentity', { IdentityId, Logins });
  assert.ok(Credentials.Expiration > new Date(Date.now() + 55 * 60 * 1000));
  return { IdentityId, keys: keyOf(Credentials) };
}

const describes = (keys, UserPoolId) => new people.CognitoIdentityProviderClient({ ...settings, credentials: keys }).send(new people.DescribeUserPoolCommand({ UserPoolId }));

test('who signed in gets credentials that open what their role opens', async () => {
  const { UserPoolId, IdentityPoolId, come } = await world();
  const [other, login] = [await pool(), await come()];
  const { keys } = await credentialsOf(IdentityPoolId, login);
  const who = await new sts.STSClient({ ...settings, credentials: keys }).send(new sts.GetCallerIdentityCommand({}));
  assert.match(who.Arn, /:assumed-role\/authenticated-[^/]+\/CognitoIdentityCredentials$/);
  assert.equal((await describes(keys, UserPoolId)).UserPool.Id, UserPoolId);
  assert.equal((await refusal(describes(keys, other.UserPoolId))).name, 'AccessDeniedException');
  assert.equal((await refusal(describes({ ...keys, sessionToken: keys.sessionToken.slice(0, -4) + 'AAAA' }, UserPoolId))).name, 'UnrecognizedClientException');
});

test('a guest may what guests may', async () => {
  const { UserPoolId, IdentityPoolId } = await world();
  const { keys } = await credentialsOf(IdentityPoolId);
  const guest = new identity.CognitoIdentityClient({ ...settings, credentials: keys });
  assert.equal((await guest.send(new identity.DescribeIdentityPoolCommand({ IdentityPoolId }))).IdentityPoolId, IdentityPoolId);
  const error = await refusal(describes(keys, UserPoolId));
  assert.equal(error.name, 'AccessDeniedException');
  assert.match(error.message, /because no session policy allows/);
});

test('credentials end with the identity', async () => {
  const { UserPoolId, IdentityPoolId, come } = await world();
  const { IdentityId, keys } = await credentialsOf(IdentityPoolId, await come());
  await describes(keys, UserPoolId);
  await administer('DeleteIdentities', { IdentityIdsToDelete: [IdentityId] });
  assert.equal((await refusal(describes(keys, UserPoolId))).name, 'AccessDeniedException');
});

test('nobody gets the credentials of another, or of a role that is not for them', async () => {
  const { IdentityPoolId, authenticated, come } = await world();
  const [jo, ana] = [await come(), await come()];
  const { IdentityId } = await ask('GetId', { IdentityPoolId, Logins: jo });
  assert.equal((await refusal(ask('GetCredentialsForIdentity', { IdentityId }))).name, 'NotAuthorizedException');
  assert.equal((await refusal(ask('GetCredentialsForIdentity', { IdentityId, Logins: jo, CustomRoleArn: authenticated }))).name, 'NotAuthorizedException');
  const own = await ask('GetId', { IdentityPoolId, Logins: ana });
  assert.notEqual(own.IdentityId, IdentityId);
});

test('a token of the pool is exchanged for a role that trusts it', async () => {
  const { UserPoolId, IdentityPoolId, authenticated, come } = await world();
  const Logins = await come();
  const { IdentityId } = await ask('GetId', { IdentityPoolId, Logins });
  const { Token } = await ask('GetOpenIdToken', { IdentityId, Logins });
  const input = { RoleArn: authenticated, RoleSessionName: 'web', WebIdentityToken: Token };
  const taken = await swap('AssumeRoleWithWebIdentity', input);
  assert.equal(taken.SubjectFromWebIdentityToken, IdentityId);
  await describes(keyOf(taken.Credentials), UserPoolId);
  assert.equal((await refusal(swap('AssumeRoleWithWebIdentity', { ...input, WebIdentityToken: Token.slice(0, -4) + 'AAAA' }))).name, 'InvalidIdentityTokenException');
  const guests = await role(IdentityPoolId, 'unauthenticated', { Effect: 'Allow', Action: '*', Resource: '*' });
  assert.equal((await refusal(swap('AssumeRoleWithWebIdentity', { ...input, RoleArn: guests }))).name, 'AccessDenied');
});
