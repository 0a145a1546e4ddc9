// Identity pools: who gets which identity, what tokens say of it, and what administrators set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { claims, client as idp, endpoint, fresh, noted, pool, region, signedIn } from './rig/server.mjs';

const settings = { endpoint, region, maxAttempts: 1 };
const admin = new sdk.CognitoIdentityClient({ ...settings, credentials: idp.config.credentials });

// What an application holds: no keys at all.
const app = new sdk.CognitoIdentityClient({ ...settings, credentials: async () => assert.fail('An application signs nothing.') });
for (const client of [admin, app]) noted(client, 'cognito-identity ');

const open = ['GetId', 'GetOpenIdToken', 'UnlinkIdentity'];
const call = (operation, input) => (open.includes(operation) ? app : admin).send(new sdk[`${operation}Command`](input));

async function refused(operation, input, error, text) {
  const thrown = await call(operation, input).then(
    (answer) => assert.fail(`${operation} answered ${JSON.stringify(answer)} instead of ${error}`),
    (reason) => reason,
  );
  assert.equal(thrown.name, error, `${operation}: ${thrown.name}: ${thrown.message}`);
  if (text instanceof RegExp) assert.match(thrown.message, text);
  else if (text !== undefined) assert.equal(thrown.message, text);
}

const developer = 'login.example';
const nowhere = `${region}:00000000-0000-4000-8000-000000000000`;
const noPool = `IdentityPool '${nowhere}' not found.`;
const noIdentity = `Identity '${nowhere}' not found.`;
const arn = (id, account) => `arn:aws:cognito-identity:${region}:${account}:identitypool/${id}`;
const provider = ({ UserPoolId }) => `cognito-idp.${region}.amazonaws.com/${UserPoolId}`;
const plain = ({ $metadata, ...answer }) => answer;

/** A pool of identities that believes user pools, the administrator's own program and guests. */
const identityPool = async (people = [], more = {}) =>
  (
    await call('CreateIdentityPool', {
      IdentityPoolName: fresh('identities'),
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: true,
      DeveloperProviderName: developer,
      CognitoIdentityProviders: people.map((one) => ({ ProviderName: provider(one), ClientId: one.ClientId, ServerSideTokenCheck: true })),
      ...more,
    })
  ).IdentityPoolId;

const vouch = (IdentityPoolId, user, more = {}) => call('GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId, Logins: { [developer]: user }, ...more });
const identityOf = async (IdentityPoolId, Logins) => (await call('GetId', { IdentityPoolId, Logins })).IdentityId;

async function pages(operation, input, items) {
  const seen = [];
  let NextToken;
  do {
    const page = await call(operation, { ...input, NextToken });
    assert.ok(page[items].length <= input.MaxResults);
    seen.push(...page[items]);
    NextToken = page.NextToken;
  } while (NextToken);
  return seen;
}

test('a pool of identities is made, described, replaced, listed and deleted', async () => {
  const made = await call('CreateIdentityPool', {
    IdentityPoolName: 'Everything',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    SupportedLoginProviders: { 'graph.facebook.com': '123', 'accounts.google.com': 'a;b' },
    DeveloperProviderName: developer,
    OpenIdConnectProviderARNs: ['arn:aws:iam::123456789012:oidc-provider/idp.example.com'],
    CognitoIdentityProviders: [{ ProviderName: `cognito-idp.${region}.amazonaws.com/${region}_AbCdEfGhI`, ClientId: 'abc', ServerSideTokenCheck: true }],
    SamlProviderARNs: ['arn:aws:iam::123456789012:saml-provider/corp'],
    IdentityPoolTags: { a: 'b' },
  });
  assert.match(made.IdentityPoolId, new RegExp(`^${region}:[0-9a-f-]{36}$`));
  const { IdentityPoolId } = made;
  assert.deepEqual(plain(await call('DescribeIdentityPool', { IdentityPoolId })), plain(made));

  const updated = await call('UpdateIdentityPool', { IdentityPoolId, IdentityPoolName: 'Little', AllowUnauthenticatedIdentities: false });
  assert.deepEqual(plain(updated), {
    IdentityPoolId, IdentityPoolName: 'Little', AllowUnauthenticatedIdentities: false, DeveloperProviderName: developer, IdentityPoolTags: { a: 'b' },
  });
  await identityPool();
  const listed = await pages('ListIdentityPools', { MaxResults: 1 }, 'IdentityPools');
  assert.equal(listed.find((one) => one.IdentityPoolId === IdentityPoolId).IdentityPoolName, 'Little');

  await call('DeleteIdentityPool', { IdentityPoolId });
  const gone = `IdentityPool '${IdentityPoolId}' not found.`;
  await refused('DescribeIdentityPool', { IdentityPoolId }, 'ResourceNotFoundException', gone);
  await refused('DeleteIdentityPool', { IdentityPoolId }, 'ResourceNotFoundException', gone);
  await refused('UpdateIdentityPool', { IdentityPoolId, IdentityPoolName: 'p', AllowUnauthenticatedIdentities: true }, 'ResourceNotFoundException', gone);
  await refused('GetId', { IdentityPoolId }, 'ResourceNotFoundException', gone);
  await refused('ListIdentityPools', { MaxResults: 1, NextToken: 'made-up' }, 'InvalidParameterException', 'Invalid pagination token.');
  await refused(
    'CreateIdentityPool', { IdentityPoolName: 'p', AllowUnauthenticatedIdentities: true, SupportedLoginProviders: { 'x.example': '1' } },
    'InvalidParameterException', 'Invalid identity provider name: x.example',
  );
});

test('a pool has tags', async () => {
  const IdentityPoolId = await identityPool();
  const ResourceArn = arn(IdentityPoolId, '000000000000');
  await call('TagResource', { ResourceArn, Tags: { a: 'b', c: 'd' } });
  await call('UntagResource', { ResourceArn, TagKeys: ['a'] });
  assert.deepEqual((await call('ListTagsForResource', { ResourceArn })).Tags, { c: 'd' });
  const other = arn(nowhere, '000000000000');
  await refused('TagResource', { ResourceArn: other, Tags: { a: 'b' } }, 'ResourceNotFoundException', noPool);
  await refused('UntagResource', { ResourceArn: other, TagKeys: ['a'] }, 'ResourceNotFoundException', noPool);
  await refused('ListTagsForResource', { ResourceArn: other }, 'ResourceNotFoundException', noPool);
});

test('a pool has roles, rules that choose among them, and tags that claims become', async () => {
  const people = await pool();
  const IdentityPoolId = await identityPool([people]);
  const Roles = { authenticated: 'arn:aws:iam::000000000000:role/in', unauthenticated: 'arn:aws:iam::000000000000:role/guest' };
  const RoleMappings = {
    [`${provider(people)}:${people.ClientId}`]: {
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      RulesConfiguration: { Rules: [{ Claim: 'cognito:groups', MatchType: 'Contains', Value: 'admins', RoleARN: 'arn:aws:iam::000000000000:role/admin' }] },
    },
  };
  await call('SetIdentityPoolRoles', { IdentityPoolId, Roles, RoleMappings });
  assert.deepEqual(plain(await call('GetIdentityPoolRoles', { IdentityPoolId })), { IdentityPoolId, Roles, RoleMappings });
  await refused('GetIdentityPoolRoles', { IdentityPoolId: nowhere }, 'ResourceNotFoundException', noPool);
  await refused(
    'SetIdentityPoolRoles', { IdentityPoolId, Roles, RoleMappings: { 'x.example': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } } },
    'InvalidParameterException', '(x.example) is not a valid RoleMapping ProviderName or is not a configured provider.',
  );

  const map = { IdentityPoolId, IdentityProviderName: provider(people), UseDefaults: false, PrincipalTags: { department: 'custom:department' } };
  assert.deepEqual(plain(await call('SetPrincipalTagAttributeMap', map)), map);
  assert.deepEqual(plain(await call('GetPrincipalTagAttributeMap', { IdentityPoolId, IdentityProviderName: provider(people) })), map);
  await refused('SetPrincipalTagAttributeMap', { ...map, IdentityProviderName: 'x.example' }, 'InvalidParameterException');
  await refused('GetPrincipalTagAttributeMap', { IdentityPoolId: nowhere, IdentityProviderName: 'x.example' }, 'ResourceNotFoundException', noPool);
});

test('a guest gets an identity and a token, and both stay when they sign in', async () => {
  const people = await pool();
  const IdentityPoolId = await identityPool([people]);
  const guest = await identityOf(IdentityPoolId);
  assert.notEqual(await identityOf(IdentityPoolId), guest);
  assert.deepEqual(claims((await call('GetOpenIdToken', { IdentityId: guest })).Token).amr, ['unauthenticated']);

  const { IdToken, sub } = await signedIn(people);
  const Logins = { [provider(people)]: IdToken };
  const { IdentityId, Token } = await call('GetOpenIdToken', { IdentityId: guest, Logins });
  assert.equal(IdentityId, guest);
  assert.equal(await identityOf(IdentityPoolId, Logins), guest);
  assert.deepEqual(claims(Token).amr, ['authenticated', provider(people), `${provider(people)}:CognitoSignIn:${sub}`]);
  await refused(
    'GetOpenIdToken', { IdentityId: guest }, 'NotAuthorizedException',
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  );
  const described = await call('DescribeIdentity', { IdentityId: guest });
  assert.deepEqual(described.Logins, [provider(people)]);
  assert.ok(described.CreationDate <= described.LastModifiedDate);
});

test('anybody who trusts the issuer can check a token', async () => {
  const IdentityPoolId = await identityPool();
  const IdentityId = await identityOf(IdentityPoolId);
  const { Token } = await call('GetOpenIdToken', { IdentityId });
  const configuration = await (await fetch(`${claims(Token).iss}/.well-known/openid-configuration`)).json();
  const { payload, protectedHeader } = await jwtVerify(Token, createRemoteJWKSet(new URL(configuration.jwks_uri)), {
    issuer: configuration.issuer, audience: IdentityPoolId, subject: IdentityId, algorithms: ['RS512'],
  });
  assert.equal(payload.exp - payload.iat, 600);
  assert.equal(protectedHeader.alg, 'RS512');
});

test('who comes many times at once with one login is one', async () => {
  const people = await pool();
  const IdentityPoolId = await identityPool([people]);
  const { IdToken } = await signedIn(people);
  const all = await Promise.all(Array.from({ length: 32 }, () => identityOf(IdentityPoolId, { [provider(people)]: IdToken })));
  assert.equal(new Set(all).size, 1);
  assert.equal((await call('ListIdentities', { IdentityPoolId, MaxResults: 60 })).Identities.length, 1);
});

test('a provider may be called by the issuer of its tokens, as Amplify does', async () => {
  const people = await pool();
  const IdentityPoolId = await identityPool([people]);
  const { IdToken } = await signedIn(people);
  const byIssuer = claims(IdToken).iss.replace(/^\w+:\/\//, '');
  assert.equal(await identityOf(IdentityPoolId, { [byIssuer]: IdToken }), await identityOf(IdentityPoolId, { [provider(people)]: IdToken }));
});

test('logins of two user pools become one identity, and can be taken apart again', async () => {
  const [here, there] = [await pool(), await pool()];
  const IdentityPoolId = await identityPool([here, there]);
  const [ana, bob] = [await signedIn(here), await signedIn(there)];
  const [one, other] = [{ [provider(here)]: ana.IdToken }, { [provider(there)]: bob.IdToken }];
  const older = await identityOf(IdentityPoolId, one);
  const younger = await identityOf(IdentityPoolId, other);
  assert.notEqual(older, younger);
  assert.equal(await identityOf(IdentityPoolId, { ...one, ...other }), older);
  assert.equal(await identityOf(IdentityPoolId, other), older);
  assert.equal((await call('ListIdentities', { IdentityPoolId, MaxResults: 60, HideDisabled: true })).Identities.length, 1);

  await call('UnlinkIdentity', { IdentityId: older, Logins: one, LoginsToRemove: [provider(there)] });
  assert.deepEqual((await call('DescribeIdentity', { IdentityId: older })).Logins, [provider(here)]);
  assert.notEqual(await identityOf(IdentityPoolId, other), older);
  await refused('UnlinkIdentity', { IdentityId: older, Logins: other, LoginsToRemove: [provider(here)] }, 'NotAuthorizedException', /^Logins don't match/);

  const carla = await signedIn(here);
  await refused('GetId', { IdentityPoolId, Logins: { [provider(here)]: carla.AccessToken } }, 'NotAuthorizedException', "Invalid login token. Couldn't verify signed token.");
  await refused(
    'GetOpenIdToken', { IdentityId: older, Logins: { ...one, [provider(there)]: (await signedIn(await pool())).IdToken } },
    'NotAuthorizedException', "Invalid login token. Issuer doesn't match providerName",
  );
});

test('a program of the administrator vouches for its people, brings them together and lets them go', async () => {
  const IdentityPoolId = await identityPool();
  const jo = await vouch(IdentityPoolId, 'jo', { TokenDuration: 60, PrincipalTags: { team: 'red' } });
  const said = claims(jo.Token);
  assert.deepEqual(said.amr, ['authenticated', developer, `${developer}:${IdentityPoolId}:jo`]);
  assert.deepEqual(said['https://aws.amazon.com/tags'], { principal_tags: { team: ['red'] } });
  assert.equal(said.exp - said.iat, 60);
  assert.deepEqual(plain(await call('LookupDeveloperIdentity', { IdentityPoolId, DeveloperUserIdentifier: 'jo' })), {
    IdentityId: jo.IdentityId, DeveloperUserIdentifierList: ['jo'],
  });

  const joe = await vouch(IdentityPoolId, 'joe');
  await refused('GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId, IdentityId: joe.IdentityId, Logins: { [developer]: 'jo' } }, 'DeveloperUserAlreadyRegisteredException');
  await refused('LookupDeveloperIdentity', { IdentityPoolId, IdentityId: joe.IdentityId, DeveloperUserIdentifier: 'jo' }, 'ResourceConflictException');
  const merge = { IdentityPoolId, DeveloperProviderName: developer, SourceUserIdentifier: 'joe', DestinationUserIdentifier: 'jo' };
  assert.equal((await call('MergeDeveloperIdentities', merge)).IdentityId, jo.IdentityId);
  assert.deepEqual(await pages('LookupDeveloperIdentity', { IdentityPoolId, IdentityId: jo.IdentityId, MaxResults: 1 }, 'DeveloperUserIdentifierList'), ['jo', 'joe']);
  await refused('MergeDeveloperIdentities', { ...merge, SourceUserIdentifier: 'nobody' }, 'ResourceNotFoundException');

  const unlink = { IdentityPoolId, IdentityId: jo.IdentityId, DeveloperProviderName: developer, DeveloperUserIdentifier: 'joe' };
  await call('UnlinkDeveloperIdentity', unlink);
  await refused('UnlinkDeveloperIdentity', unlink, 'ResourceNotFoundException');
  assert.notEqual((await vouch(IdentityPoolId, 'joe')).IdentityId, jo.IdentityId);
});

test('identities are listed page by page and deleted', async () => {
  const IdentityPoolId = await identityPool();
  const made = [];
  for (let i = 0; i < 5; i++) made.push(await identityOf(IdentityPoolId));
  const seen = (await pages('ListIdentities', { IdentityPoolId, MaxResults: 2 }, 'Identities')).map((one) => one.IdentityId);
  assert.deepEqual(seen, made.toSorted());

  const { UnprocessedIdentityIds } = await call('DeleteIdentities', { IdentityIdsToDelete: [...made, 'eu-west-3:0'] });
  assert.deepEqual(UnprocessedIdentityIds, [{ IdentityId: 'eu-west-3:0', ErrorCode: 'AccessDenied' }]);
  assert.deepEqual((await call('ListIdentities', { IdentityPoolId, MaxResults: 60 })).Identities, []);
  await refused('DescribeIdentity', { IdentityId: nowhere }, 'ResourceNotFoundException', noIdentity);
  await refused('UnlinkIdentity', { IdentityId: nowhere, Logins: {}, LoginsToRemove: [] }, 'ResourceNotFoundException', noIdentity);
  await refused('ListIdentities', { IdentityPoolId: nowhere, MaxResults: 1 }, 'ResourceNotFoundException', noPool);
  await refused('DeleteIdentities', { IdentityIdsToDelete: ['!'] }, 'ValidationException', /^1 validation error detected/);
});

test('pages of any origin get identities, and nobody lists them without a key', async () => {
  const IdentityPoolId = await identityPool();
  const origin = { origin: 'https://app.example.com' };
  const preflight = await fetch(endpoint, {
    method: 'OPTIONS', headers: { ...origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent,cache-control' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  const post = (operation, body) => fetch(endpoint, {
    method: 'POST', body: JSON.stringify(body), headers: { ...origin, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityService.${operation}` },
  });
  const got = await post('GetId', { IdentityPoolId });
  assert.equal(got.headers.get('access-control-allow-origin'), '*');
  assert.match((await got.json()).IdentityId, new RegExp(`^${region}:`));
  const listed = await post('ListIdentities', { IdentityPoolId, MaxResults: 1 });
  assert.equal(listed.status, 400);
  assert.equal((await listed.json()).__type, 'MissingAuthenticationTokenException');
});
