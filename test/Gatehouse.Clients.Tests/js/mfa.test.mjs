// Second factors: what a pool has, what people set up and choose, and how they sign in with them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CognitoUser, CognitoUserPool, AuthenticationDetails } from 'amazon-cognito-identity-js';
import { call, codeFor, endpoint, fresh, mailbox, messages, password, pool, refused, region, wrong } from './rig/server.mjs';
import { totp as code } from './rig/totp.mjs';

const arn = 'arn:aws:iam::123456789012:role/sms';
const unknown = `${region}_000000000`;

/** A pool with second factors, and a client of it. */
async function guarded(MfaConfiguration, factors, settings = {}) {
  const at = await pool(settings);
  await call('SetUserPoolMfaConfig', { UserPoolId: at.UserPoolId, MfaConfiguration, ...factors });
  return at;
}

const tokens = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const texts = { SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: arn, ExternalId: 'x' } } };
const mails = { EmailMfaConfiguration: {} };

/** A person an administrator made, with a password of their own. */
async function person({ UserPoolId }, attributes = {}) {
  const Username = fresh();
  await call('AdminCreateUser', {
    UserPoolId, Username, MessageAction: 'SUPPRESS', UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });
  await call('AdminSetUserPassword', { UserPoolId, Username, Password: password, Permanent: true });
  return Username;
}

const begin = ({ ClientId }, USERNAME) =>
  call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD: password } });
const answer = ({ ClientId }, USERNAME, { ChallengeName, Session }, more = {}) =>
  call('RespondToAuthChallenge', { ClientId, ChallengeName, Session, ChallengeResponses: { USERNAME, ...more } });
const bearer = async (at, username) => (await begin(at, username)).AuthenticationResult.AccessToken;

test('a new pool has no second factor, and says only that', async () => {
  const at = await pool();
  const { $metadata, ...config } = await call('GetUserPoolMfaConfig', { UserPoolId: at.UserPoolId });
  assert.deepEqual(config, { MfaConfiguration: 'OFF' });
  await refused('GetUserPoolMfaConfig', { UserPoolId: unknown }, 'ResourceNotFoundException', `User pool ${unknown} does not exist.`);
});

test('what is set of second factors is answered, shown, and part of the description', async () => {
  const at = await pool();
  const asked = {
    MfaConfiguration: 'OPTIONAL',
    SmsMfaConfiguration: { SmsAuthenticationMessage: 'Use {####}', SmsConfiguration: { SnsCallerArn: arn, ExternalId: 'x', SnsRegion: region } },
    SoftwareTokenMfaConfiguration: { Enabled: true },
    EmailMfaConfiguration: { Message: 'Mail {####}', Subject: 'Sign in' },
    WebAuthnConfiguration: { RelyingPartyId: 'auth.example.com', UserVerification: 'required', FactorConfiguration: 'SINGLE_FACTOR' },
  };
  for (const shown of [await call('SetUserPoolMfaConfig', { UserPoolId: at.UserPoolId, ...asked }), await call('GetUserPoolMfaConfig', { UserPoolId: at.UserPoolId })]) {
    const { $metadata, ...config } = shown;
    assert.deepEqual(config, asked);
  }
  const { UserPool } = await call('DescribeUserPool', { UserPoolId: at.UserPoolId });
  assert.equal(UserPool.MfaConfiguration, 'OPTIONAL');
  assert.equal(UserPool.SmsAuthenticationMessage, 'Use {####}');
  await refused('SetUserPoolMfaConfig', { UserPoolId: at.UserPoolId, MfaConfiguration: 'OFF', ...tokens }, 'InvalidParameterException', /can't turn off MFA and configure an MFA together/);
  await refused('SetUserPoolMfaConfig', { UserPoolId: at.UserPoolId, MfaConfiguration: 'ON' }, 'InvalidParameterException', /can't disable all MFAs/);
});

test('an authenticator is set up by its owner, turned on, and asked for', async () => {
  const at = await guarded('OPTIONAL', tokens);
  const name = await person(at);
  const AccessToken = await bearer(at, name);
  await refused('VerifySoftwareToken', { AccessToken, UserCode: '123456' }, 'SoftwareTokenMFANotFoundException');
  const { SecretCode } = await call('AssociateSoftwareToken', { AccessToken });
  await refused('VerifySoftwareToken', { AccessToken, UserCode: wrong(code(SecretCode)) }, 'EnableSoftwareTokenMFAException', 'Code mismatch');
  await refused('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } }, 'InvalidParameterException', 'User has not verified software token mfa');
  assert.equal((await call('VerifySoftwareToken', { AccessToken, UserCode: code(SecretCode, -1), FriendlyDeviceName: 'My phone' })).Status, 'SUCCESS');
  await call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });

  const me = await call('GetUser', { AccessToken });
  assert.deepEqual(me.UserMFASettingList, ['SOFTWARE_TOKEN_MFA']);
  assert.equal(me.PreferredMfaSetting, 'SOFTWARE_TOKEN_MFA');
  assert.deepEqual((await call('GetUserAuthFactors', { AccessToken })).ConfiguredUserAuthFactors, ['PASSWORD', 'SOFTWARE_TOKEN']);

  const asked = await begin(at, name);
  assert.equal(asked.ChallengeName, 'SOFTWARE_TOKEN_MFA');
  assert.deepEqual(asked.ChallengeParameters, { FRIENDLY_DEVICE_NAME: 'My phone', USER_ID_FOR_SRP: name });
  await refused(
    'RespondToAuthChallenge',
    { ClientId: at.ClientId, ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: asked.Session, ChallengeResponses: { USERNAME: name, SOFTWARE_TOKEN_MFA_CODE: wrong(wrong(code(SecretCode))) } },
    'CodeMismatchException', 'Invalid code received for user');
  const used = code(SecretCode);
  assert.ok((await answer(at, name, asked, { SOFTWARE_TOKEN_MFA_CODE: used })).AuthenticationResult.AccessToken);
  await refused(
    'RespondToAuthChallenge',
    { ClientId: at.ClientId, ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: (await begin(at, name)).Session, ChallengeResponses: { USERNAME: name, SOFTWARE_TOKEN_MFA_CODE: used } },
    'ExpiredCodeException', 'Your software token has already been used once.');
});

test('who must have a second factor sets one up in the middle of the sign-in', async () => {
  const at = await guarded('ON', tokens);
  const name = await person(at);
  const asked = await begin(at, name);
  assert.equal(asked.ChallengeName, 'MFA_SETUP');
  assert.deepEqual(JSON.parse(asked.ChallengeParameters.MFAS_CAN_SETUP), ['SOFTWARE_TOKEN_MFA']);

  const given = await call('AssociateSoftwareToken', { Session: asked.Session });
  await refused('AssociateSoftwareToken', { Session: asked.Session }, 'NotAuthorizedException', 'Invalid session for the user, session can only be used once.');
  await refused(
    'RespondToAuthChallenge', { ClientId: at.ClientId, ChallengeName: 'MFA_SETUP', Session: given.Session, ChallengeResponses: { USERNAME: name } },
    'NotAuthorizedException', 'Invalid session for the user.');
  const verified = await call('VerifySoftwareToken', { Session: given.Session, UserCode: code(given.SecretCode) });
  assert.equal(verified.Status, 'SUCCESS');
  const done = await answer(at, name, { ChallengeName: 'MFA_SETUP', Session: verified.Session });
  assert.ok(done.AuthenticationResult.RefreshToken);
});

test('an administrator gives a lost authenticator up for its owner', async () => {
  const at = await guarded('ON', tokens);
  const name = await person(at);
  const given = await call('AssociateSoftwareToken', { Session: (await begin(at, name)).Session });
  await call('VerifySoftwareToken', { Session: given.Session, UserCode: code(given.SecretCode) });
  assert.equal((await begin(at, name)).ChallengeName, 'SOFTWARE_TOKEN_MFA');
  await call('AdminDeleteSoftwareToken', { UserPoolId: at.UserPoolId, Username: name });
  assert.equal((await begin(at, name)).ChallengeName, 'MFA_SETUP');
  await refused('AdminDeleteSoftwareToken', { UserPoolId: at.UserPoolId, Username: fresh() }, 'UserNotFoundException', 'User does not exist.');
});

test('a code in a text message is the second factor', async () => {
  const at = await guarded('OPTIONAL', texts);
  const phone_number = `+1555${String(Date.now()).slice(-7)}`;
  const name = await person(at, { phone_number });
  await call('AdminSetUserMFAPreference', { UserPoolId: at.UserPoolId, Username: name, SMSMfaSettings: { Enabled: true, PreferredMfa: true } });
  await refused(
    'AdminSetUserMFAPreference', { UserPoolId: at.UserPoolId, Username: name, EmailMfaSettings: { Enabled: true } }, 'InvalidParameterException');

  const asked = await begin(at, name);
  assert.equal(asked.ChallengeName, 'SMS_MFA');
  assert.deepEqual(asked.ChallengeParameters, {
    CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS', CODE_DELIVERY_DESTINATION: `+*******${phone_number.slice(-4)}`, USER_ID_FOR_SRP: name,
  });
  const sent = await codeFor(phone_number);
  await refused(
    'RespondToAuthChallenge',
    { ClientId: at.ClientId, ChallengeName: 'SMS_MFA', Session: asked.Session, ChallengeResponses: { USERNAME: name, SMS_MFA_CODE: wrong(sent) } },
    'CodeMismatchException', 'Invalid code or auth state for the user.');
  const { AuthenticationResult } = await answer(at, name, asked, { SMS_MFA_CODE: sent });
  const shown = await call('AdminGetUser', { UserPoolId: at.UserPoolId, Username: name });
  assert.equal(shown.UserAttributes.find((a) => a.Name === 'phone_number_verified').Value, 'true');
  assert.deepEqual(shown.MFAOptions, [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }]);
  assert.deepEqual((await call('AdminGetUserAuthFactors', { UserPoolId: at.UserPoolId, Username: name })).UserMFASettingList, ['SMS_MFA']);

  await call('SetUserSettings', { AccessToken: AuthenticationResult.AccessToken, MFAOptions: [] });
  assert.ok((await begin(at, name)).AuthenticationResult);
  await call('AdminSetUserSettings', { UserPoolId: at.UserPoolId, Username: name, MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }] });
  assert.equal((await begin(at, name)).ChallengeName, 'SMS_MFA');
});

test('what cannot be chosen is refused in words', async () => {
  const at = await guarded('OPTIONAL', texts);
  const name = await person(at);
  const AccessToken = await bearer(at, name);
  const email = [{ DeliveryMedium: 'EMAIL', AttributeName: 'email' }];
  await refused('SetUserSettings', { AccessToken, MFAOptions: email }, 'InvalidParameterException');
  await refused('AdminSetUserSettings', { UserPoolId: at.UserPoolId, Username: name, MFAOptions: email }, 'InvalidParameterException');
  await refused('AdminSetUserSettings', { UserPoolId: at.UserPoolId, Username: fresh(), MFAOptions: [] }, 'UserNotFoundException');
  await refused('AdminGetUserAuthFactors', { UserPoolId: at.UserPoolId, Username: fresh() }, 'UserNotFoundException', 'User does not exist.');
  await refused('GetUserAuthFactors', { AccessToken: 'a.b.c' }, 'NotAuthorizedException', 'Invalid Access Token');
  await refused('AssociateSoftwareToken', { AccessToken }, 'SoftwareTokenMFANotFoundException', 'Software Token MFA not enabled for the userPool');
  await refused('SetUserMFAPreference', { AccessToken, SMSMfaSettings: { Enabled: true } }, 'InvalidParameterException', 'User does not have a phone_number set to turn on SMS MFA');
});

test('a code in a mail is the second factor, chosen among several, from a server too', async () => {
  const at = await guarded('ON', { ...texts, ...mails });
  const email = mailbox();
  const name = await person(at, { email, phone_number: '+15550001234' });
  await call('AdminSetUserMFAPreference', {
    UserPoolId: at.UserPoolId, Username: name, SMSMfaSettings: { Enabled: true }, EmailMfaSettings: { Enabled: true },
  });
  const { UserPoolId, ClientId } = at;
  const asked = await call('AdminInitiateAuth', {
    UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: name, PASSWORD: password },
  });
  assert.equal(asked.ChallengeName, 'SELECT_MFA_TYPE');
  assert.deepEqual(JSON.parse(asked.ChallengeParameters.MFAS_CAN_CHOOSE), ['SMS_MFA', 'EMAIL_OTP']);
  const chosen = await call('AdminRespondToAuthChallenge', {
    UserPoolId, ClientId, ChallengeName: 'SELECT_MFA_TYPE', Session: asked.Session, ChallengeResponses: { USERNAME: name, ANSWER: 'EMAIL_OTP' },
  });
  assert.equal(chosen.ChallengeName, 'EMAIL_OTP');
  assert.equal(chosen.ChallengeParameters.CODE_DELIVERY_DELIVERY_MEDIUM, 'EMAIL');
  const done = await call('AdminRespondToAuthChallenge', {
    UserPoolId, ClientId, ChallengeName: 'EMAIL_OTP', Session: chosen.Session, ChallengeResponses: { USERNAME: name, EMAIL_OTP_CODE: await codeFor(email) },
  });
  assert.ok(done.AuthenticationResult.IdToken);
});

test('a mailbox is set up as second factor in the middle of the sign-in', async () => {
  const at = await guarded('ON', mails);
  const name = await person(at);
  const email = mailbox();
  const asked = await answer(at, name, await begin(at, name), { EMAIL: email });
  assert.equal(asked.ChallengeName, 'EMAIL_OTP');
  assert.ok((await answer(at, name, asked, { EMAIL_OTP_CODE: await codeFor(email) })).AuthenticationResult);
  assert.equal((await messages(email)).length, 1);
});

test('of thirty-two who show one code at once, one comes in', async () => {
  const at = await guarded('ON', tokens);
  const name = await person(at);
  const given = await call('AssociateSoftwareToken', { Session: (await begin(at, name)).Session });
  await call('VerifySoftwareToken', { Session: given.Session, UserCode: code(given.SecretCode, -1) });
  const asked = await begin(at, name);
  const answers = await Promise.allSettled(
    Array.from({ length: 32 }, () => answer(at, name, asked, { SOFTWARE_TOKEN_MFA_CODE: code(given.SecretCode) })));
  assert.equal(answers.filter((one) => one.status === 'fulfilled').length, 1);
});

test('amazon-cognito-identity-js signs in by SRP, sets up an authenticator, and signs in with it', async () => {
  const at = await guarded('ON', tokens);
  const name = await person(at);
  const userPool = new CognitoUserPool({ UserPoolId: at.UserPoolId, ClientId: at.ClientId, endpoint: `${endpoint}/` });
  const details = new AuthenticationDetails({ Username: name, Password: password });
  const secret = await new Promise((resolve, reject) => {
    const user = new CognitoUser({ Username: name, Pool: userPool });
    let given;
    user.authenticateUser(details, {
      onFailure: reject,
      onSuccess: () => reject(new Error('no second factor was asked for')),
      mfaSetup: () => user.associateSoftwareToken({
        onFailure: reject,
        associateSecretCode(secretCode) {
          given = secretCode;
          user.verifySoftwareToken(code(given, -1), 'My phone', { onFailure: reject, onSuccess: () => resolve(given) });
        },
      }),
    });
  });
  const session = await new Promise((resolve, reject) => {
    const user = new CognitoUser({ Username: name, Pool: userPool });
    user.authenticateUser(details, {
      onFailure: reject,
      onSuccess: () => reject(new Error('no second factor was asked for')),
      totpRequired: () => user.sendMFACode(code(secret), { onFailure: reject, onSuccess: resolve }, 'SOFTWARE_TOKEN_MFA'),
    });
  });
  assert.ok(session.isValid());
});

/** A pool and a client in which people choose with what they begin. */
async function choosing(AllowedFirstAuthFactors) {
  const at = await pool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors } } }, { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  const choose = (USERNAME, more = {}) => call('InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, ...more } });
  return { ...at, choose };
}

test('people choose with what they begin', async () => {
  const at = await choosing(['PASSWORD', 'EMAIL_OTP', 'SMS_OTP']);
  const email = mailbox();
  const name = await person(at, { email, phone_number: '+15550001234' });
  const asked = await at.choose(name);
  assert.equal(asked.ChallengeName, 'SELECT_CHALLENGE');
  assert.deepEqual(asked.AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']);
  await refused(
    'RespondToAuthChallenge', { ClientId: at.ClientId, ChallengeName: 'SELECT_CHALLENGE', Session: asked.Session, ChallengeResponses: { USERNAME: name, ANSWER: 'WEB_AUTHN' } },
    'InvalidParameterException', 'The selected challenge is not one of those that are available.');

  const sent = await answer(at, name, asked, { ANSWER: 'EMAIL_OTP' });
  assert.equal(sent.ChallengeName, 'EMAIL_OTP');
  assert.equal(sent.ChallengeParameters.CODE_DELIVERY_DELIVERY_MEDIUM, 'EMAIL');
  const secret = await codeFor(email);
  assert.match(secret, /^[0-9]{8}$/);
  await refused(
    'RespondToAuthChallenge', { ClientId: at.ClientId, ChallengeName: 'EMAIL_OTP', Session: sent.Session, ChallengeResponses: { USERNAME: name, EMAIL_OTP_CODE: wrong(secret) } },
    'CodeMismatchException', 'Invalid code or auth state for the user.');
  const done = await answer(at, name, sent, { EMAIL_OTP_CODE: secret });
  assert.ok(done.AuthenticationResult.RefreshToken);

  assert.ok((await at.choose(name, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password })).AuthenticationResult);
  const later = await at.choose(name, { PREFERRED_CHALLENGE: 'PASSWORD' });
  assert.ok((await answer(at, name, later, { PASSWORD: password })).AuthenticationResult);
});

test('choosing is for clients that may', async () => {
  const at = await pool();
  await refused(
    'InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: fresh() } },
    'InvalidParameterException', 'USER_AUTH flow not enabled for this client');
  const choosy = await choosing(['PASSWORD']);
  await refused('InitiateAuth', { ClientId: choosy.ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: fresh() } }, 'UserNotFoundException', 'User does not exist.');
});
