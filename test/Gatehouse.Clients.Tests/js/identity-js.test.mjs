// amazon-cognito-identity-js, the library under Amplify before its version 6, with its endpoint option.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AuthenticationDetails, CognitoRefreshToken, CognitoUser, CognitoUserAttribute, CognitoUserPool } from 'amazon-cognito-identity-js';
import { answers, arn, serve } from './rig/functions.mjs';
import { appClient, call, codeFor, endpoint, fresh, mailbox, otherPassword, password, pool, refused } from './rig/server.mjs';
import { totp } from './rig/totp.mjs';

serve({ before, after });

const at = await pool();
const userPool = ({ UserPoolId, ClientId }) => new CognitoUserPool({ UserPoolId, ClientId, endpoint: `${endpoint}/` });
const userOf = (name, of = at) => new CognitoUser({ Username: name, Pool: userPool(of) });

/** A method of the library that ends in a callback, as a promise. */
const ask = (target, method, ...given) =>
  new Promise((resolve, reject) => target[method](...given, (error, value) => (error ? reject(error) : resolve(value))));

const callbacksHere = Symbol('callbacks');

/** A method of the library that ends in an object of callbacks, as a promise of which one it was. */
const follow = (target, method, ...given) =>
  new Promise((resolve, reject) => {
    const callbacks = {
      onSuccess: (value) => resolve({ success: value ?? true }),
      onFailure: reject,
      inputVerificationCode: (value) => resolve({ code: value ?? true }),
      newPasswordRequired: (attributes, required) => resolve({ newPassword: { attributes, required } }),
      mfaRequired: (name, parameters) => resolve({ sms: parameters }),
      totpRequired: (name, parameters) => resolve({ totp: parameters }),
      selectMFAType: (name, parameters) => resolve({ choice: JSON.parse(parameters.MFAS_CAN_CHOOSE) }),
      associateSecretCode: (secret) => resolve({ secret }),
    };
    // Where a method takes more after its callbacks, the place is kept for them.
    const place = given.indexOf(callbacksHere);
    target[method](...(place < 0 ? [...given, callbacks] : given.with(place, callbacks)));
  });

const signIn = (user, Password = password, Username = user.getUsername()) =>
  follow(user, 'authenticateUser', new AuthenticationDetails({ Username, Password }));

// The library itself tries a refresh that is refused again and again, for six seconds.
const refresh = (session) => ({
  ClientId: at.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: session.getRefreshToken().getToken() },
});

async function joined(of = at, secret = password) {
  const [name, email] = [fresh(), mailbox()];
  await ask(userPool(of), 'signUp', name, secret, [new CognitoUserAttribute({ Name: 'email', Value: email })], []);
  const user = userOf(name, of);
  await ask(user, 'confirmRegistration', await codeFor(email), false);
  return { user, name, email };
}

test('people sign up, confirm and sign in by SRP', async () => {
  const { user, name, email } = await joined();
  const { success: session } = await signIn(user);
  assert.ok(session.isValid());
  assert.equal(session.getIdToken().payload.email, email);
  assert.equal(session.getAccessToken().payload.username, name);
});

test('people sign in by plain password where the application asks for it', async () => {
  const { user } = await joined();
  user.setAuthenticationFlowType('USER_PASSWORD_AUTH');
  assert.ok((await signIn(user)).success.isValid());
});

test('a wrong password is told apart from a wrong server', async () => {
  const { user } = await joined();
  await assert.rejects(signIn(user, 'Wrong-guess-1'), { code: 'NotAuthorizedException', message: 'Incorrect username or password.' });
});

test('a session is refreshed', async () => {
  const { user } = await joined();
  const { success: session } = await signIn(user);
  const renewed = await ask(user, 'refreshSession', new CognitoRefreshToken({ RefreshToken: session.getRefreshToken().getToken() }));
  assert.notEqual(renewed.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
  assert.ok(renewed.isValid());
});

test('a code is sent again when asked for', async () => {
  const [name, email] = [fresh(), mailbox()];
  await ask(userPool(at), 'signUp', name, password, [new CognitoUserAttribute({ Name: 'email', Value: email })], []);
  await ask(userOf(name), 'resendConfirmationCode');
  assert.equal(await ask(userOf(name), 'confirmRegistration', await codeFor(email), false), 'SUCCESS');
});

test('a password is changed', async () => {
  const { user, name } = await joined();
  await signIn(user);
  assert.equal(await ask(user, 'changePassword', password, otherPassword), 'SUCCESS');
  assert.ok((await signIn(userOf(name), otherPassword)).success);
});

test('a forgotten password is replaced', async () => {
  const { user, name, email } = await joined();
  const { code } = await follow(user, 'forgotPassword');
  assert.equal(code.CodeDeliveryDetails.DeliveryMedium, 'EMAIL');
  await follow(user, 'confirmPassword', await codeFor(email), otherPassword);
  assert.ok((await signIn(userOf(name), otherPassword)).success);
});

test('somebody invited chooses a password', async () => {
  const name = fresh();
  await call('AdminCreateUser', {
    UserPoolId: at.UserPoolId, Username: name, TemporaryPassword: 'Temporary-9', MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email', Value: mailbox() }],
  });
  const user = userOf(name);
  const { newPassword } = await signIn(user, 'Temporary-9');
  assert.ok(newPassword.attributes.email);
  assert.ok((await follow(user, 'completeNewPasswordChallenge', otherPassword, {})).success.isValid());
  assert.ok((await signIn(userOf(name), otherPassword)).success);
});

test('attributes are read, written, proven and deleted', async () => {
  const { user, email } = await joined();
  await signIn(user);
  await ask(user, 'updateAttributes', [new CognitoUserAttribute({ Name: 'nickname', Value: 'n' })]);
  const known = async () => Object.fromEntries((await ask(user, 'getUserAttributes')).map((a) => [a.Name, a.Value]));
  assert.equal((await known()).nickname, 'n');
  await follow(user, 'getAttributeVerificationCode', 'email');
  assert.ok((await follow(user, 'verifyAttribute', 'email', await codeFor(email))).success);
  await ask(user, 'deleteAttributes', ['nickname']);
  assert.equal((await known()).nickname, undefined);
});

test('people sign out everywhere', async () => {
  const { user } = await joined();
  const { success: session } = await signIn(user);
  await follow(user, 'globalSignOut');
  await refused('InitiateAuth', refresh(session), 'NotAuthorizedException');
});

test('people sign out, and their refresh token is revoked with it', async () => {
  const { user } = await joined();
  const { success: session } = await signIn(user);
  await new Promise((resolve, reject) => user.signOut((error) => (error ? reject(error) : resolve())));
  await refused('InitiateAuth', refresh(session), 'NotAuthorizedException');
});

test('people delete themselves', async () => {
  const { user, name } = await joined();
  await signIn(user);
  await ask(user, 'deleteUser');
  await assert.rejects(signIn(userOf(name)), { code: 'UserNotFoundException' });
});

test('an address signs in where it stands in for the user name', async () => {
  const byMail = await pool({ UsernameAttributes: ['email'] });
  const email = mailbox();
  await ask(userPool(byMail), 'signUp', email, password, [], []);
  await ask(userOf(email, byMail), 'confirmRegistration', await codeFor(email), false);
  const { success } = await signIn(userOf(email, byMail));
  assert.equal(success.getIdToken().payload.email, email);
});

test('somebody who is not there looks the same until the proof', async () => {
  const hiding = await appClient(at.UserPoolId, { PreventUserExistenceErrors: 'ENABLED' });
  const nobody = userOf(fresh('nobody'), { UserPoolId: at.UserPoolId, ClientId: hiding.ClientId });
  await assert.rejects(signIn(nobody), { code: 'NotAuthorizedException', message: 'Incorrect username or password.' });
});

test('a session that is kept is taken up again, and renewed when its time is over', async () => {
  const brief = await appClient(at.UserPoolId, { AccessTokenValidity: 5, IdTokenValidity: 5, TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes' } });
  const { user, name } = await joined({ UserPoolId: at.UserPoolId, ClientId: brief.ClientId });
  const { success: first } = await signIn(user);
  const again = user.pool.getCurrentUser();
  assert.equal(again.getUsername(), name);
  assert.equal((await ask(again, 'getSession')).getAccessToken().getJwtToken(), first.getAccessToken().getJwtToken());

  // The library believes the clock drift that it kept: by this one five minutes are long over.
  user.storage.setItem(`CognitoIdentityServiceProvider.${brief.ClientId}.${name}.clockDrift`, '-3600');
  const renewed = await ask(user.pool.getCurrentUser(), 'getSession');
  assert.notEqual(renewed.getAccessToken().getJwtToken(), first.getAccessToken().getJwtToken());
  assert.equal(renewed.getAccessToken().payload.origin_jti, first.getAccessToken().payload.origin_jti);
});

test('second factors are turned on, chosen among and turned off', async () => {
  const guarded = await pool();
  const SnsCallerArn = 'arn:aws:iam::123456789012:role/sms';
  await call('SetUserPoolMfaConfig', {
    UserPoolId: guarded.UserPoolId, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true },
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn, ExternalId: 'x' } },
  });
  const { user, name } = await joined(guarded);
  const telephone = `+1555${String(process.hrtime.bigint()).slice(-7)}`;
  await call('AdminUpdateUserAttributes', { UserPoolId: guarded.UserPoolId, Username: name, UserAttributes: [{ Name: 'phone_number', Value: telephone }] });
  await signIn(user);
  await ask(user, 'setUserMfaPreference', { Enabled: true, PreferredMfa: true }, null);
  assert.deepEqual((await ask(user, 'getMFAOptions')), [{ AttributeName: 'phone_number', DeliveryMedium: 'SMS' }]);

  const byText = userOf(name, guarded);
  const { sms } = await signIn(byText);
  assert.equal(sms.CODE_DELIVERY_DELIVERY_MEDIUM, 'SMS');
  await assert.rejects(follow(byText, 'sendMFACode', '000000'), { code: 'CodeMismatchException' });
  assert.ok((await follow(byText, 'sendMFACode', await codeFor(telephone))).success.isValid());

  const { secret } = await follow(byText, 'associateSoftwareToken');
  await assert.rejects(follow(byText, 'verifySoftwareToken', '000000', 'My phone'), { code: 'EnableSoftwareTokenMFAException' });
  await follow(byText, 'verifySoftwareToken', totp(secret), 'My phone');
  await ask(byText, 'setUserMfaPreference', { Enabled: true, PreferredMfa: false }, { Enabled: true, PreferredMfa: false });
  const { UserMFASettingList } = await new Promise((resolve, reject) =>
    byText.getUserData((error, data) => (error ? reject(error) : resolve(data)), { bypassCache: true }));
  assert.deepEqual(UserMFASettingList.sort(), ['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);

  const chooser = userOf(name, guarded);
  assert.deepEqual((await signIn(chooser)).choice.sort(), ['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
  assert.ok((await follow(chooser, 'sendMFASelectionAnswer', 'SOFTWARE_TOKEN_MFA')).totp);
  assert.ok((await follow(chooser, 'sendMFACode', totp(secret, 1), callbacksHere, 'SOFTWARE_TOKEN_MFA')).success.isValid());
  await ask(chooser, 'setUserMfaPreference', { Enabled: false }, { Enabled: false });
  assert.ok((await signIn(userOf(name, guarded))).success.isValid());
});

test('people come over from another directory at their first sign-in, and by a forgotten password', async () => {
  const emptied = await pool({ LambdaConfig: { UserMigration: arn('rig-hook') } });
  answers.UserMigration = (event) => {
    if (event.request.password && event.request.password !== password) throw new Error('Unknown there');
    const userAttributes = { email: `${event.userName}@example.com`, email_verified: 'true' };
    return { ...event, response: { ...event.response, userAttributes, finalUserStatus: 'CONFIRMED', messageAction: 'SUPPRESS' } };
  };
  const plainly = (name) => {
    const user = userOf(name, emptied);
    user.setAuthenticationFlowType('USER_PASSWORD_AUTH');
    return user;
  };
  const [one, two] = [fresh('old'), fresh('old')];
  await assert.rejects(signIn(plainly(one), 'Wrong-guess-1'), { code: 'UserLambdaValidationException' });
  assert.ok((await signIn(plainly(one))).success.isValid());
  assert.ok((await signIn(userOf(one, emptied))).success.isValid());
  await follow(userOf(two, emptied), 'forgotPassword');
  await follow(userOf(two, emptied), 'confirmPassword', await codeFor(`${two}@example.com`), otherPassword);
  assert.ok((await signIn(userOf(two, emptied), otherPassword)).success.isValid());
});
