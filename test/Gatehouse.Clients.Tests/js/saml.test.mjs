// Assertions of SAML providers: for a role of one's choice, and as logins of identity pools.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as identity from '@aws-sdk/client-cognito-identity';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { samlProvider } from './rig/saml.mjs';
import { client as root, endpoint, fresh, noted, region } from './rig/server.mjs';

const settings = { endpoint, region, maxAttempts: 1 };
const { credentials } = root.config;
const keyless = async () => assert.fail('Nobody signs this.');
const admin = new identity.CognitoIdentityClient({ ...settings, credentials });
const app = new identity.CognitoIdentityClient({ ...settings, credentials: keyless });
const management = new iam.IAMClient({ ...settings, credentials });
const exchange = new sts.STSClient({ ...settings, credentials: keyless });
noted(exchange, 'sts ');

const send = (sdk, client) => (operation, input) => client.send(new sdk[`${operation}Command`](input));
const [manage, ask, administer, swap] = [send(iam, management), send(identity, app), send(identity, admin), send(sts, exchange)];
const refusal = (promise) => promise.then(() => assert.fail('It was allowed.'), (error) => error);
const document = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement });
const attribute = (name) => `https://aws.amazon.com/SAML/Attributes/${name}`;
const whoIs = async (keys) => (await new sts.STSClient({ ...settings, credentials: keys }).send(new sts.GetCallerIdentityCommand({}))).Arn;
const keyOf = ({ AccessKeyId, SecretKey, SecretAccessKey, SessionToken }) => ({ accessKeyId: AccessKeyId, secretAccessKey: SecretKey ?? SecretAccessKey, sessionToken: SessionToken });

async function provider() {
  const idp = samlProvider();
  const { SAMLProviderArn } = await manage('CreateSAMLProvider', { Name: fresh('corp'), SAMLMetadataDocument: idp.metadata });
  return { ...idp, arn: SAMLProviderArn };
}

const role = async (trust) => (await manage('CreateRole', { RoleName: fresh('role'), AssumeRolePolicyDocument: document({ Effect: 'Allow', ...trust }) })).Role;

test('an assertion opens the role that it names, once', async () => {
  const idp = await provider();
  const made = await role({ Principal: { Federated: idp.arn }, Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'], Condition: { StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml', 'saml:iss': idp.entity } } });
  const wishes = { [attribute('Role')]: [`${made.Arn},${idp.arn}`], [attribute('RoleSessionName')]: ['jo@example.com'], [attribute('PrincipalTag:team')]: ['red'] };
  for (const signs of ['Assertion', 'Response']) {
    const input = { RoleArn: made.Arn, PrincipalArn: idp.arn, SAMLAssertion: idp.respond('jo', wishes, { signs }) };
    const opened = await swap('AssumeRoleWithSAML', input);
    assert.deepEqual([opened.Subject, opened.SubjectType, opened.Issuer, opened.Audience], ['jo', 'persistent', idp.entity, 'https://signin.aws.amazon.com/saml']);
    assert.match(opened.NameQualifier, /^[A-Za-z0-9+/]{27}=$/);
    assert.match(await whoIs(keyOf(opened.Credentials)), new RegExp(`assumed-role/${made.RoleName}/jo@example.com$`));
    assert.equal((await refusal(swap('AssumeRoleWithSAML', input))).name, 'InvalidIdentityTokenException');
  }
});

test('what was changed, is for others, or names another role opens nothing', async () => {
  const idp = await provider();
  const made = await role({ Principal: { Federated: idp.arn }, Action: 'sts:AssumeRoleWithSAML' });
  const wishes = { [attribute('Role')]: [`${made.Arn},${idp.arn}`], [attribute('RoleSessionName')]: ['jo'] };
  const refused = async (SAMLAssertion, more = {}) => (await refusal(swap('AssumeRoleWithSAML', { RoleArn: made.Arn, PrincipalArn: idp.arn, SAMLAssertion, ...more }))).name;
  const changed = Buffer.from(Buffer.from(idp.respond('jo', wishes), 'base64').toString().replace('>jo</saml:NameID>', '>ann</saml:NameID>')).toString('base64');
  assert.equal(await refused(changed), 'InvalidIdentityTokenException');
  assert.equal(await refused(samlProvider().respond('jo', wishes)), 'InvalidIdentityTokenException');
  assert.equal(await refused(idp.respond('jo', wishes, { audience: 'urn:other' })), 'InvalidIdentityTokenException');
  const other = await role({ Principal: { Federated: idp.arn }, Action: 'sts:AssumeRoleWithSAML' });
  assert.equal(await refused(idp.respond('jo', wishes), { RoleArn: other.Arn }), 'AccessDenied');
});

test('an assertion is a login of an identity pool, whose rules choose a role by what it says', async () => {
  const idp = await provider();
  const department = 'https://corp.example/department';
  const pool = async () => (await administer('CreateIdentityPool', { IdentityPoolName: fresh('identities'), AllowUnauthenticatedIdentities: false, SamlProviderARNs: [idp.arn] })).IdentityPoolId;
  const [IdentityPoolId, elsewhere] = [await pool(), await pool()];
  const trust = { Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId } } };
  const [member, ops] = [await role(trust), await role(trust)];
  await administer('SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles: { authenticated: member.Arn },
    RoleMappings: { [idp.arn]: { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', RulesConfiguration: { Rules: [{ Claim: department, MatchType: 'Equals', Value: 'ops', RoleARN: ops.Arn }] } } },
  });

  const Logins = { [idp.arn]: idp.respond('jo', { [department]: ['dev', 'ops'] }) };
  const { IdentityId } = await ask('GetId', { IdentityPoolId, Logins });
  const { Credentials } = await ask('GetCredentialsForIdentity', { IdentityId, Logins });
  assert.match(await whoIs(keyOf(Credentials)), new RegExp(`/${ops.RoleName}/CognitoIdentityCredentials$`));
  assert.equal((await refusal(ask('GetId', { IdentityPoolId: elsewhere, Logins }))).name, 'NotAuthorizedException');

  // The way programs do it: one login for both calls, and again when credentials are renewed.
  const logins = { [idp.arn]: idp.respond('jo', { [department]: ['dev'] }) };
  const renewed = fromCognitoIdentityPool({ identityPoolId: IdentityPoolId, logins, client: app });
  assert.match(await whoIs(await renewed()), new RegExp(`/${member.RoleName}/CognitoIdentityCredentials$`));
  assert.match(await whoIs(await renewed()), new RegExp(`/${member.RoleName}/CognitoIdentityCredentials$`));
  assert.equal((await ask('GetId', { IdentityPoolId, Logins: logins })).IdentityId, IdentityId);
});

test('a role takes no access token of a provider that it does not speak of', async () => {
  const made = await role({ Principal: { Federated: 'www.amazon.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { 'www.amazon.com:app_id': 'amzn1.application.1' } } });
  const input = { RoleArn: made.Arn, RoleSessionName: 'web', WebIdentityToken: 'Atza|none', ProviderId: 'graph.facebook.com' };
  assert.equal((await refusal(swap('AssumeRoleWithWebIdentity', input))).name, 'AccessDenied');
});
