// Providers elsewhere that vouch for people of a pool.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { call, fresh, pool, refused } from './rig/server.mjs';

// A provider of this machine: what it answers, and what it was asked.
const documents = new Map();
const asked = [];
const provider = createServer((request, response) => {
  asked.push(request.url);
  const document = documents.get(request.url);
  response.writeHead(document?.status ?? (document ? 200 : 404), document?.headers ?? {});
  response.end(document?.body ?? document ?? '');
});
let issuer;
before(() => new Promise((done) => provider.listen(0, 'localhost', () => {
  issuer = `http://localhost:${provider.address().port}`;
  done();
})));
after(() => provider.close());

const wellKnown = '/.well-known/openid-configuration';
const google = { client_id: '1example.apps.googleusercontent.com', client_secret: 'google-secret', authorize_scopes: 'email profile openid' };
const oidc = {
  client_id: 'gatehouse', client_secret: 'oidc-secret', authorize_scopes: 'openid email', attributes_request_method: 'GET',
  oidc_issuer: 'https://login.example.com', authorize_url: 'https://login.example.com/a', token_url: 'https://login.example.com/t',
  attributes_url: 'https://login.example.com/u', jwks_uri: 'https://login.example.com/k',
};
const discovered = () => ({
  client_id: 'gatehouse', client_secret: 'oidc-secret', authorize_scopes: 'openid email', attributes_request_method: 'GET', oidc_issuer: issuer,
});
const configuration = (of) => JSON.stringify({
  issuer: of, authorization_endpoint: `${of}/authorize`, token_endpoint: `${of}/token`, userinfo_endpoint: `${of}/userinfo`, jwks_uri: `${of}/jwks`,
});
const metadata = (certificate, location = 'https://idp.example.com/sso') => `<?xml version="1.0"?>
  <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://idp.example.com/entity">
    <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
      <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
      <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/slo"/>
      <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${location}"/>
    </md:IDPSSODescriptor>
  </md:EntityDescriptor>`;

const create = async (UserPoolId, ProviderName, ProviderType, ProviderDetails, more = {}) =>
  (await call('CreateIdentityProvider', { UserPoolId, ProviderName, ProviderType, ProviderDetails, ...more })).IdentityProvider;
const describe = async (UserPoolId, ProviderName) => (await call('DescribeIdentityProvider', { UserPoolId, ProviderName })).IdentityProvider;
const certificate = async (UserPoolId) => (await call('GetSigningCertificate', { UserPoolId })).Certificate;

test('Google is told an id, a secret and scopes, and gets its addresses', async () => {
  const { UserPoolId } = await pool();
  const made = await create(UserPoolId, 'Google', 'Google', google, { AttributeMapping: { email: 'email' } });
  assert.deepEqual(made.ProviderDetails, {
    ...google,
    attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
    attributes_url_add_attributes: 'true',
    authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
    oidc_issuer: 'https://accounts.google.com',
    token_request_method: 'POST',
    token_url: 'https://www.googleapis.com/oauth2/v4/token',
  });
  assert.deepEqual(made.AttributeMapping, { email: 'email', username: 'sub' });
  assert.deepEqual(made.IdpIdentifiers, []);
  assert.ok(made.CreationDate instanceof Date);
  assert.deepEqual(await describe(UserPoolId, 'Google'), made);
});

test('the other well-known providers are known too', async () => {
  const { UserPoolId } = await pool();
  const facebook = await create(UserPoolId, 'Facebook', 'Facebook', { ...google, api_version: 'v17.0' });
  assert.equal(facebook.ProviderDetails.token_url, 'https://graph.facebook.com/v17.0/oauth/access_token');
  const amazon = await create(UserPoolId, 'LoginWithAmazon', 'LoginWithAmazon', google);
  assert.equal(amazon.AttributeMapping.username, 'user_id');
  const apple = await create(UserPoolId, 'SignInWithApple', 'SignInWithApple', {
    client_id: 'com.example', team_id: 'TEAM', key_id: 'KEY', private_key: 'secret', authorize_scopes: 'email name',
  });
  assert.equal(apple.ProviderDetails.token_url, 'https://appleid.apple.com/auth/token');
  assert.equal(apple.ProviderDetails.private_key, undefined);
});

test('an OpenID provider needs its issuer alone when the issuer answers', async () => {
  const { UserPoolId } = await pool();
  documents.set(wellKnown, configuration(issuer));
  const { ProviderDetails } = await create(UserPoolId, 'Keycloak', 'OIDC', discovered());
  assert.deepEqual(ProviderDetails, {
    ...discovered(),
    authorize_url: `${issuer}/authorize`, token_url: `${issuer}/token`, attributes_url: `${issuer}/userinfo`, jwks_uri: `${issuer}/jwks`,
    attributes_url_add_attributes: 'false',
  });
});

test('an issuer that does not answer, sends elsewhere or speaks for another is not believed', async () => {
  const { UserPoolId } = await pool();
  const input = { UserPoolId, ProviderName: 'Keycloak', ProviderType: 'OIDC', ProviderDetails: discovered() };
  const unreachable = () => refused('CreateIdentityProvider', input, 'InvalidParameterException', 'Unable to contact well-known endpoint');
  documents.delete(wellKnown);
  await unreachable();
  documents.set('/moved', configuration(issuer));
  documents.set(wellKnown, { status: 302, headers: { Location: `${issuer}/moved` }, body: '' });
  asked.length = 0;
  await unreachable();
  assert.deepEqual(asked, [wellKnown]);
  documents.set(wellKnown, configuration('https://evil.example.com'));
  await unreachable();
  documents.set(wellKnown, 'x'.repeat(300_000));
  await unreachable();
  await refused('DescribeIdentityProvider', { UserPoolId, ProviderName: 'Keycloak' }, 'ResourceNotFoundException', 'Identity provider Keycloak does not exist.');
});

test('nobody is asked inside the house but those the operator named', async () => {
  const { UserPoolId } = await pool();
  asked.length = 0;
  const port = new URL(issuer).port;
  for (const host of ['127.0.0.1', '[::1]', '0.0.0.0', '2130706433', '0x7f.1', '169.254.169.254', '10.0.0.1']) {
    await refused('CreateIdentityProvider', {
      UserPoolId, ProviderName: 'Inside', ProviderType: 'OIDC', ProviderDetails: { ...discovered(), oidc_issuer: `https://${host}:${port}` },
    }, 'InvalidParameterException', 'Provider detail oidc_issuer names a host that may not be asked.');
  }
  await refused('CreateIdentityProvider', {
    UserPoolId, ProviderName: 'Inside', ProviderType: 'SAML', ProviderDetails: { MetadataURL: `http://127.0.0.1:${port}/metadata` },
  }, 'InvalidParameterException', 'MetadataURL must start with https://');
  assert.deepEqual(asked, []);
});

test('a SAML provider is read from a file', async () => {
  const { UserPoolId } = await pool();
  const own = await certificate(UserPoolId);
  const made = await create(UserPoolId, 'Adfs', 'SAML', { MetadataFile: metadata(own), IDPSignout: 'true', EncryptedResponses: 'true', RequestSigningAlgorithm: 'rsa-sha256' });
  assert.equal(made.ProviderDetails.SSORedirectBindingURI, 'https://idp.example.com/sso');
  assert.equal(made.ProviderDetails.SLORedirectBindingURI, 'https://idp.example.com/slo');
  assert.equal(made.ProviderDetails.ActiveEncryptionCertificate, own);
  assert.equal(made.ProviderDetails.IDPSignout, 'true');
  assert.equal(made.AttributeMapping, undefined);
});

test('a SAML provider is read from an address', async () => {
  const { UserPoolId } = await pool();
  documents.set('/metadata', metadata(await certificate(UserPoolId)));
  const made = await create(UserPoolId, 'Adfs', 'SAML', { MetadataURL: `${issuer}/metadata` });
  assert.equal(made.ProviderDetails.SSORedirectBindingURI, 'https://idp.example.com/sso');
  await refused('UpdateIdentityProvider', { UserPoolId, ProviderName: 'Adfs', ProviderDetails: { MetadataURL: `${issuer}/nothing` } },
    'InvalidParameterException', `Error retrieving metadata from ${issuer}/nothing`);
});

test('metadata that reaches for files or entities is refused', async () => {
  const { UserPoolId } = await pool();
  const entity = '<!DOCTYPE md:EntityDescriptor [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  await refused('CreateIdentityProvider', {
    UserPoolId, ProviderName: 'Adfs', ProviderType: 'SAML', ProviderDetails: { MetadataFile: metadata('&x;').replace('<md:', `${entity}<md:`) },
  }, 'InvalidParameterException', /^The SAML metadata can not be used/);
});

test('what a provider must be told is asked for in words', async () => {
  const { UserPoolId } = await pool();
  const asking = (ProviderName, ProviderType, ProviderDetails, text) =>
    refused('CreateIdentityProvider', { UserPoolId, ProviderName, ProviderType, ProviderDetails }, 'InvalidParameterException', text);
  await asking('Google', 'Google', {}, 'clientId, clientSecret and authorizeScopes are all required idp details.');
  await asking('Okta', 'OIDC', { client_id: 'x' }, 'clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.');
  await asking('Adfs', 'SAML', {}, 'At least one of the MetadataURL or MetadataFile should be provided.');
  await asking('MyGoogle', 'Google', google, 'Provider MyGoogle cannot be of type Google.');
  await asking('Okta', 'OIDC', { ...oidc, token_url: 'http://login.example.com' }, 'OIDC endpoint must start with https://');
  await refused('CreateIdentityProvider', { UserPoolId: 'us-east-1_000000000', ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: google }, 'ResourceNotFoundException');
});

test('a name and an identifier belong to one provider', async () => {
  const { UserPoolId } = await pool();
  await create(UserPoolId, 'Okta', 'OIDC', oidc, { IdpIdentifiers: ['example.com'] });
  await refused('CreateIdentityProvider', { UserPoolId, ProviderName: 'Okta', ProviderType: 'OIDC', ProviderDetails: oidc }, 'DuplicateProviderException');
  await refused('CreateIdentityProvider', { UserPoolId, ProviderName: 'Other', ProviderType: 'OIDC', ProviderDetails: oidc, IdpIdentifiers: ['Example.com'] }, 'InvalidParameterException');
  const found = await call('GetIdentityProviderByIdentifier', { UserPoolId, IdpIdentifier: 'example.com' });
  assert.equal(found.IdentityProvider.ProviderName, 'Okta');
  await refused('GetIdentityProviderByIdentifier', { UserPoolId, IdpIdentifier: 'other.com' }, 'ResourceNotFoundException');
});

test('of many who add one provider at once one succeeds', async () => {
  const { UserPoolId } = await pool();
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => create(UserPoolId, 'Google', 'Google', google)));
  assert.equal(all.filter((one) => one.status === 'fulfilled').length, 1);
  assert.ok(all.every((one) => one.status === 'fulfilled' || one.reason.name === 'DuplicateProviderException'));
});

test('an update replaces what it names and keeps the rest', async () => {
  const { UserPoolId } = await pool();
  await create(UserPoolId, 'Okta', 'OIDC', oidc, { AttributeMapping: { email: 'mail' }, IdpIdentifiers: ['example.com'], AcrMapping: { Level2: 'urn:mfa' } });
  const { client_secret: secret, ...without } = oidc;
  const { IdentityProvider } = await call('UpdateIdentityProvider', { UserPoolId, ProviderName: 'Okta', ProviderDetails: { ...without, token_url: 'https://elsewhere.example.com/t' } });
  assert.equal(IdentityProvider.ProviderDetails.client_secret, undefined, `${secret} goes to nobody else`);
  assert.deepEqual(IdentityProvider.AttributeMapping, { email: 'mail', username: 'sub' });
  assert.deepEqual(IdentityProvider.IdpIdentifiers, ['example.com']);
  assert.deepEqual(IdentityProvider.AcrMapping, { Level2: 'urn:mfa' });
  await refused('UpdateIdentityProvider', { UserPoolId, ProviderName: 'Nobody' }, 'ResourceNotFoundException', 'Identity provider Nobody does not exist.');
});

test('providers are listed page by page and deleted', async () => {
  const { UserPoolId } = await pool();
  assert.deepEqual((await call('ListIdentityProviders', { UserPoolId })).Providers, []);
  for (const name of ['OktaA', 'OktaB', 'OktaC']) await create(UserPoolId, name, 'OIDC', oidc);
  const first = await call('ListIdentityProviders', { UserPoolId, MaxResults: 2 });
  assert.deepEqual(first.Providers.map((one) => one.ProviderName), ['OktaA', 'OktaB']);
  const last = await call('ListIdentityProviders', { UserPoolId, MaxResults: 2, NextToken: first.NextToken });
  assert.deepEqual(last.Providers.map((one) => one.ProviderName), ['OktaC']);
  assert.equal(last.NextToken, undefined);
  await refused('ListIdentityProviders', { UserPoolId, NextToken: 'x' }, 'InvalidParameterException', 'Invalid pagination token.');

  await call('DeleteIdentityProvider', { UserPoolId, ProviderName: 'OktaB' });
  await refused('DeleteIdentityProvider', { UserPoolId, ProviderName: 'OktaB' }, 'ResourceNotFoundException');
  assert.equal((await call('ListIdentityProviders', { UserPoolId })).Providers.length, 2);
});

test('a pool has one certificate of its own for ten years', async () => {
  const [one, other] = [await pool(), await pool()];
  const all = await Promise.all(Array.from({ length: 4 }, () => certificate(one.UserPoolId)));
  assert.equal(new Set(all).size, 1);
  assert.notEqual(await certificate(other.UserPoolId), all[0]);

  const read = new X509Certificate(Buffer.from(all[0], 'base64'));
  assert.equal(read.subject, `CN=${one.UserPoolId}`);
  assert.equal(read.publicKey.asymmetricKeyDetails.modulusLength, 2048);
  assert.ok(read.verify(read.publicKey));
  assert.equal(new Date(read.validTo).getUTCFullYear() - new Date(read.validFrom).getUTCFullYear(), 10);
  await refused('GetSigningCertificate', { UserPoolId: `us-east-1_${fresh('').slice(1, 10)}` }, 'ResourceNotFoundException');
});
