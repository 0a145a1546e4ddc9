// People without a password: how they come to be, come in, and get one; passkeys that count as both factors.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticator } from './rig/authenticator.mjs';
import { appClient, attributes, call, codeFor, fresh, mailbox, messages, password, pool, refused } from './rig/server.mjs';
import { totp } from './rig/totp.mjs';

const offering = (...factors) => ({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: factors } } });
const flows = ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
const at = await pool(offering('PASSWORD', 'EMAIL_OTP'), { ExplicitAuthFlows: flows });

const choose = (USERNAME, PREFERRED_CHALLENGE, { ClientId } = at) =>
  call('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, ...(PREFERRED_CHALLENGE && { PREFERRED_CHALLENGE }) } });
const answer = (USERNAME, { ChallengeName, Session }, more, { ClientId } = at) =>
  call('RespondToAuthChallenge', { ClientId, ChallengeName, Session, ChallengeResponses: { USERNAME, ...more } });
const byPassword = (Username, Password = password, { ClientId } = at) =>
  call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: Password } });
const list = (more) => Object.entries(more).map(([Name, Value]) => ({ Name, Value }));

/** Somebody who came in by a code. */
async function byCode(Username, email) {
  const asked = await choose(Username, 'EMAIL_OTP');
  assert.equal(asked.ChallengeName, 'EMAIL_OTP');
  const { AuthenticationResult } = await answer(Username, asked, { EMAIL_OTP_CODE: await codeFor(email) });
  return AuthenticationResult;
}

/** Somebody an administrator added without a password. */
async function added(more = {}) {
  const [Username, email] = [fresh(), mailbox()];
  const { User } = await call('AdminCreateUser', { UserPoolId: at.UserPoolId, Username, UserAttributes: list({ email, ...more }) });
  return { Username, email, User };
}

test('somebody signs up without a password, confirms, and comes in by a code', async () => {
  const [Username, email] = [fresh(), mailbox()];
  const { UserConfirmed, CodeDeliveryDetails } = await call('SignUp', { ClientId: at.ClientId, Username, UserAttributes: list({ email }) });
  assert.deepEqual([UserConfirmed, CodeDeliveryDetails.AttributeName], [false, 'email']);
  await call('ConfirmSignUp', { ClientId: at.ClientId, Username, ConfirmationCode: await codeFor(email) });

  const { ChallengeName, AvailableChallenges } = await choose(Username);
  assert.deepEqual([ChallengeName, AvailableChallenges], ['SELECT_CHALLENGE', ['EMAIL_OTP']]);
  const { AccessToken, RefreshToken } = await byCode(Username, email);
  assert.deepEqual((await call('GetUserAuthFactors', { AccessToken })).ConfiguredUserAuthFactors, ['EMAIL_OTP']);
  const again = await call('InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken } });
  assert.ok(again.AuthenticationResult.IdToken);
  await refused('InitiateAuth', {
    ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: password },
  }, 'NotAuthorizedException', 'Incorrect username or password.');
});

test('the first code confirms who signed up and did not confirm', async () => {
  const [Username, email] = [fresh(), mailbox()];
  await call('SignUp', { ClientId: at.ClientId, Username, UserAttributes: list({ email }) });
  const { AccessToken } = await byCode(Username, email);
  assert.equal(attributes((await call('GetUser', { AccessToken })).UserAttributes).email_verified, 'true');
  assert.equal((await call('AdminGetUser', { UserPoolId: at.UserPoolId, Username })).UserStatus, 'CONFIRMED');
});

test('without a way in there is no sign-up without a password', async () => {
  await refused('SignUp', { ClientId: at.ClientId, Username: fresh() }, 'InvalidParameterException', /needs an email or phone_number/);
  const plain = await pool();
  await refused('SignUp', { ClientId: plain.ClientId, Username: fresh(), UserAttributes: list({ email: mailbox() }) }, 'InvalidParameterException', /'password'/);
});

test('who is added without a password is confirmed, and gets no invitation', async () => {
  const { Username, email, User } = await added({ email_verified: 'true' });
  assert.equal(User.UserStatus, 'CONFIRMED');
  assert.deepEqual(await messages(email), []);
  assert.ok((await byCode(Username, email)).AccessToken);
});

test('a password is chosen later, without one before', async () => {
  const { Username, email } = await added();
  const { AccessToken } = await byCode(Username, email);
  await call('ChangePassword', { AccessToken, ProposedPassword: password });
  assert.ok((await byPassword(Username)).AuthenticationResult);
  await refused('ChangePassword', { AccessToken, ProposedPassword: `${password}2` }, 'NotAuthorizedException', 'Incorrect username or password.');
});

test('a password is given by an administrator, or recovered', async () => {
  const one = await added();
  await call('AdminSetUserPassword', { UserPoolId: at.UserPoolId, Username: one.Username, Password: password, Permanent: true });
  assert.ok((await byPassword(one.Username)).AuthenticationResult);

  const other = await added({ email_verified: 'true' });
  await call('ForgotPassword', { ClientId: at.ClientId, Username: other.Username });
  await call('ConfirmForgotPassword', { ClientId: at.ClientId, Username: other.Username, ConfirmationCode: await codeFor(other.email), Password: password });
  assert.ok((await byPassword(other.Username)).AuthenticationResult);
});

test('a passkey is both factors by the word of the pool and of the person, and answers along with the choice', async () => {
  const party = 'example.com';
  const here = await pool(offering('PASSWORD', 'WEB_AUTHN'));
  const { ClientId } = await appClient(here.UserPoolId, { ExplicitAuthFlows: flows });
  const [app, Username] = [{ ClientId }, fresh()];
  await call('SetUserPoolMfaConfig', {
    UserPoolId: here.UserPoolId, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true },
    WebAuthnConfiguration: { RelyingPartyId: party, UserVerification: 'preferred', FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' },
  });
  await call('AdminCreateUser', { UserPoolId: here.UserPoolId, Username, MessageAction: 'SUPPRESS' });
  await call('AdminSetUserPassword', { UserPoolId: here.UserPoolId, Username, Password: password, Permanent: true });
  const { AccessToken } = (await byPassword(Username, password, app)).AuthenticationResult;
  const key = authenticator(`https://app.${party}`, party);
  const { CredentialCreationOptions } = await call('StartWebAuthnRegistration', { AccessToken });
  await call('CompleteWebAuthnRegistration', { AccessToken, Credential: key.make(CredentialCreationOptions) });
  await refused('SetUserMFAPreference', { AccessToken, WebAuthnMfaSettings: { Enabled: true } }, 'InvalidParameterException', /only together with another MFA type/);

  const { SecretCode } = await call('AssociateSoftwareToken', { AccessToken });
  await call('VerifySoftwareToken', { AccessToken, UserCode: totp(SecretCode) });
  await call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
  assert.deepEqual((await choose(Username, undefined, app)).AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP']);
  await call('SetUserMFAPreference', { AccessToken, WebAuthnMfaSettings: { Enabled: true } });

  const asked = await choose(Username, undefined, app);
  assert.deepEqual([asked.ChallengeName, asked.AvailableChallenges], ['SELECT_CHALLENGE', ['PASSWORD', 'PASSWORD_SRP', 'WEB_AUTHN']]);
  const options = JSON.parse(asked.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS);
  assert.equal(options.userVerification, 'required');
  const given = { ANSWER: 'WEB_AUTHN', CREDENTIAL: JSON.stringify(key.prove(options)) };
  assert.ok((await answer(Username, asked, given, app)).AuthenticationResult);
  await refused('RespondToAuthChallenge', {
    ClientId, ChallengeName: 'SELECT_CHALLENGE', Session: asked.Session, ChallengeResponses: { USERNAME: Username, ...given },
  }, 'NotAuthorizedException', 'Invalid session for the user, session can only be used once.');
});
