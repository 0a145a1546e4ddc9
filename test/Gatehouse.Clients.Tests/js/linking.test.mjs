// People of a pool who are known to other providers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributes, call, claims, confirmed, password, pool, refused, signIn } from './rig/server.mjs';

const google = { client_id: 'id', client_secret: 'secret', authorize_scopes: 'email openid' };
const okta = {
  client_id: 'id', client_secret: 'secret', authorize_scopes: 'openid', attributes_request_method: 'GET', oidc_issuer: 'https://login.example.com',
  authorize_url: 'https://login.example.com/a', token_url: 'https://login.example.com/t', attributes_url: 'https://login.example.com/u', jwks_uri: 'https://login.example.com/k',
};

async function federated() {
  const at = await pool();
  const { UserPoolId } = at;
  await call('CreateIdentityProvider', { UserPoolId, ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: google });
  await call('CreateIdentityProvider', { UserPoolId, ProviderName: 'Okta', ProviderType: 'OIDC', ProviderDetails: okta, AttributeMapping: { email: 'mail' } });
  return at;
}

const input = (UserPoolId, username, ProviderName, ProviderAttributeValue, ProviderAttributeName = 'Cognito_Subject') => ({
  UserPoolId,
  DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: username },
  SourceUser: { ProviderName, ProviderAttributeName, ProviderAttributeValue },
});
const link = (...of) => call('AdminLinkProviderForUser', input(...of));
const disable = (UserPoolId, ProviderName, ProviderAttributeValue, ProviderAttributeName = 'Cognito_Subject') =>
  call('AdminDisableProviderForUser', { UserPoolId, User: { ProviderName, ProviderAttributeName, ProviderAttributeValue } });
const identities = async (UserPoolId, Username) =>
  JSON.parse(attributes((await call('AdminGetUser', { UserPoolId, Username })).UserAttributes).identities ?? '[]');

test('a linked identity is shown to the administrator, to the person and in the ID token', async () => {
  const at = await federated();
  const ana = await confirmed(at);
  await link(at.UserPoolId, ana.Username, 'Google', '117');

  const [identity] = await identities(at.UserPoolId, ana.Username);
  assert.deepEqual({ ...identity, dateCreated: 0 }, { userId: '117', providerName: 'Google', providerType: 'Google', issuer: null, primary: false, dateCreated: 0 });
  assert.ok(Math.abs(Date.now() - identity.dateCreated) < 60_000);

  const tokens = await signIn(at, ana);
  const self = attributes((await call('GetUser', { AccessToken: tokens.AccessToken })).UserAttributes);
  assert.deepEqual(JSON.parse(self.identities), [identity]);
  const [claim] = claims(tokens.IdToken).identities;
  assert.deepEqual(claim, { userId: '117', providerName: 'Google', providerType: 'Google', primary: 'false', dateCreated: String(identity.dateCreated) });
  const listed = (await call('ListUsers', { UserPoolId: at.UserPoolId })).Users[0];
  assert.deepEqual(JSON.parse(attributes(listed.Attributes).identities), [identity]);
});

test('an identity belongs to one person', async () => {
  const at = await federated();
  const [ana, bob] = [await confirmed(at), await confirmed(at)];
  await link(at.UserPoolId, ana.Username, 'Google', '117');
  for (const person of [ana, bob]) {
    await refused('AdminLinkProviderForUser', input(at.UserPoolId, person.Username, 'Google', '117'), 'InvalidParameterException', 'SourceUser is already linked to DestinationUser');
  }
  await link(at.UserPoolId, bob.Username, 'Okta', '117');

  const all = await Promise.allSettled([ana, bob, ana, bob].map((person) => link(at.UserPoolId, person.Username, 'Google', '118')));
  assert.equal(all.filter((one) => one.status === 'fulfilled').length, 1);
});

test('a person has five linked identities at most', async () => {
  const at = await federated();
  const ana = await confirmed(at);
  for (let i = 1; i <= 5; i += 1) await link(at.UserPoolId, ana.Username, 'Google', String(i));
  await refused('AdminLinkProviderForUser', input(at.UserPoolId, ana.Username, 'Okta', '6'), 'LimitExceededException');
  assert.equal((await identities(at.UserPoolId, ana.Username)).length, 5);
});

test('a source is a person elsewhere and a destination one here', async () => {
  const at = await federated();
  const ana = await confirmed(at);
  const refusedLink = (text, ...of) => refused('AdminLinkProviderForUser', input(at.UserPoolId, ana.Username, ...of), 'InvalidParameterException', text);
  await refusedLink('Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser', 'Cognito', ana.Username);
  await refusedLink('Invalid SourceUser: ProviderAttributeName must be Cognito_Subject for social identity providers.', 'Google', 'x', 'email');
  await refusedLink('Invalid SourceUser: phone_number is not a mapped attribute of the identity provider Okta.', 'Okta', 'x', 'phone_number');
  await link(at.UserPoolId, ana.Username, 'Okta', 'ana@corp.example', 'email');
  await refused('AdminLinkProviderForUser', input(at.UserPoolId, 'nobody', 'Google', '1'), 'UserNotFoundException', 'User does not exist.');
  await refused('AdminLinkProviderForUser', input(at.UserPoolId, ana.Username, 'Nobody', '1'), 'ResourceNotFoundException', 'Identity provider Nobody does not exist.');
});

test('an unlinked identity is free for another person', async () => {
  const at = await federated();
  const [ana, bob] = [await confirmed(at), await confirmed(at)];
  await link(at.UserPoolId, ana.Username, 'Google', '117');
  await disable(at.UserPoolId, 'Google', '117');
  assert.deepEqual(await identities(at.UserPoolId, ana.Username), []);
  await link(at.UserPoolId, bob.Username, 'Google', '117');
  await refused('AdminDisableProviderForUser', {
    UserPoolId: at.UserPoolId, User: { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '999' },
  }, 'UserNotFoundException', 'User does not exist.');
});

test('a person whose password is disabled comes in by it no more', async () => {
  const at = await federated();
  const ana = await confirmed(at);
  await disable(at.UserPoolId, 'Cognito', ana.Username);
  assert.equal((await call('AdminGetUser', { UserPoolId: at.UserPoolId, Username: ana.Username })).UserStatus, 'EXTERNAL_PROVIDER');
  await refused('InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: ana.Username, PASSWORD: password } },
    'NotAuthorizedException', 'Incorrect username or password.');
});

test('nobody signs up under the name of somebody who may come from a provider', async () => {
  const at = await federated();
  for (const Username of ['Google_117', 'google_117', 'OKTA_1']) {
    await refused('SignUp', { ClientId: at.ClientId, Username, Password: password, UserAttributes: [{ Name: 'email', Value: 'x@example.com' }] }, 'InvalidParameterException');
    await refused('AdminCreateUser', { UserPoolId: at.UserPoolId, Username, MessageAction: 'SUPPRESS' }, 'InvalidParameterException');
  }
});
