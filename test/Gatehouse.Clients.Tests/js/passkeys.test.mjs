// Passkeys of people who are signed in. A real browser makes its own in the tests of pages; here is what programs see.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticator } from './rig/authenticator.mjs';
import { appClient, call, confirmed, fresh, pool, refused, signedIn } from './rig/server.mjs';

const party = 'example.com';
const offering = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } };
const at = await pool(offering);
await call('SetUserPoolMfaConfig', { UserPoolId: at.UserPoolId, WebAuthnConfiguration: { RelyingPartyId: party, UserVerification: 'preferred' } });

const phone = () => authenticator(`https://app.${party}`, party);
const start = async ({ AccessToken }) => (await call('StartWebAuthnRegistration', { AccessToken })).CredentialCreationOptions;
const register = async (person, key = phone()) => {
  await call('CompleteWebAuthnRegistration', { AccessToken: person.AccessToken, Credential: key.make(await start(person)) });
  return key.id;
};
const list = async ({ AccessToken }, more = {}) => call('ListWebAuthnCredentials', { AccessToken, ...more });

test('a passkey is registered, listed and removed', async () => {
  const person = await signedIn(at);
  const options = await start(person);
  assert.deepEqual(options.rp, { name: party, id: party });
  assert.equal(Buffer.from(options.user.id, 'base64url').toString(), person.sub);
  assert.deepEqual(options.pubKeyCredParams, [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }]);
  assert.deepEqual(options.excludeCredentials, []);

  const id = await register(person);
  const { Credentials: [kept, ...others], NextToken } = await list(person);
  assert.deepEqual([others, NextToken], [[], undefined]);
  assert.equal(kept.CredentialId, id);
  assert.equal(kept.RelyingPartyId, party);
  assert.equal(kept.AuthenticatorAttachment, 'platform');
  assert.deepEqual(kept.AuthenticatorTransports, ['internal']);
  assert.ok(kept.CreatedAt instanceof Date);
  assert.ok(kept.FriendlyCredentialName);
  assert.deepEqual((await start(person)).excludeCredentials.map((c) => c.id), [id]);

  await call('DeleteWebAuthnCredential', { AccessToken: person.AccessToken, CredentialId: id });
  assert.deepEqual((await list(person)).Credentials, []);
  await refused('DeleteWebAuthnCredential', { AccessToken: person.AccessToken, CredentialId: id }, 'ResourceNotFoundException');
});

test('many passkeys come page by page', async () => {
  const person = await signedIn(at);
  const made = [await register(person), await register(person), await register(person)];
  const first = await list(person, { MaxResults: 2 });
  const second = await list(person, { MaxResults: 2, NextToken: first.NextToken });
  assert.deepEqual([...first.Credentials, ...second.Credentials].map((c) => c.CredentialId).sort(), made.sort());
  assert.equal(second.NextToken, undefined);
  await refused('ListWebAuthnCredentials', { AccessToken: person.AccessToken, NextToken: 'bm8' }, 'InvalidParameterException', 'Invalid pagination token.');
});

test('a challenge is used once and by whoever began', async () => {
  const [ana, eve] = [await signedIn(at), await signedIn(at)];
  const key = phone();
  const Credential = key.make(await start(ana));
  await refused('CompleteWebAuthnRegistration', { AccessToken: eve.AccessToken, Credential }, 'WebAuthnChallengeNotFoundException');
  await call('CompleteWebAuthnRegistration', { AccessToken: ana.AccessToken, Credential });
  await refused('CompleteWebAuthnRegistration', { AccessToken: ana.AccessToken, Credential }, 'WebAuthnChallengeNotFoundException');
  await assert.rejects(register(eve, key), { name: 'InvalidParameterException' });
});

test('pages and domains of others are refused', async () => {
  const person = await signedIn(at);
  await assert.rejects(register(person, authenticator('https://example.org', party)), { name: 'WebAuthnOriginNotAllowedException' });
  await assert.rejects(register(person, authenticator(`https://${party}`, 'example.org')), { name: 'WebAuthnRelyingPartyMismatchException' });
  assert.deepEqual((await list(person)).Credentials, []);
});

test('a pool says whether it has passkeys and what they are for', async () => {
  const without = await signedIn(await pool());
  await refused('StartWebAuthnRegistration', { AccessToken: without.AccessToken }, 'WebAuthnNotEnabledException');
  const nameless = await signedIn(await pool(offering));
  await refused('StartWebAuthnRegistration', { AccessToken: nameless.AccessToken }, 'WebAuthnConfigurationMissingException');
});

test('a passkey signs in, and its proof is good once', async () => {
  const { ClientId } = await appClient(at.UserPoolId, { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  const person = await signedIn(at);
  const key = phone();
  await register(person, key);
  const begin = (USERNAME) => call('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, PREFERRED_CHALLENGE: 'WEB_AUTHN' } });
  const options = ({ ChallengeParameters }) => JSON.parse(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS);
  const answer = ({ Session }, USERNAME, credential) =>
    ({ ClientId, ChallengeName: 'WEB_AUTHN', Session, ChallengeResponses: { USERNAME, CREDENTIAL: JSON.stringify(credential) } });

  const asked = await begin(person.Username);
  assert.equal(asked.ChallengeName, 'WEB_AUTHN');
  assert.deepEqual(options(asked).allowCredentials.map((c) => c.id), [key.id]);
  const proof = key.prove(options(asked), person.sub);
  const { AuthenticationResult } = await call('RespondToAuthChallenge', answer(asked, person.Username, proof));
  assert.equal((await call('GetUser', { AccessToken: AuthenticationResult.AccessToken })).Username, person.Username);
  await refused('RespondToAuthChallenge', answer(asked, person.Username, proof), 'NotAuthorizedException');
  await refused('RespondToAuthChallenge', answer(await begin(person.Username), person.Username, proof), 'NotAuthorizedException');

  const { Username } = await confirmed(at);
  const without = await begin(Username);
  assert.equal(without.ChallengeName, 'SELECT_CHALLENGE');
  assert.deepEqual(without.AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP']);
  await assert.rejects(begin(fresh()), { name: 'UserNotFoundException' });
});
