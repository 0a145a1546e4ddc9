// amazon-cognito-identity-js, the library under Amplify, with its endpoint option.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthenticationDetails, CognitoRefreshToken, CognitoUser, CognitoUserAttribute, CognitoUserPool } from 'amazon-cognito-identity-js';
import { appClient, call, codeFor, endpoint, fresh, mailbox, otherPassword, password, pool } from './rig/server.mjs';

const at = await pool();
const userPool = ({ UserPoolId, ClientId }) => new CognitoUserPool({ UserPoolId, ClientId, endpoint: `${endpoint}/` });
const userOf = (name, of = at) => new CognitoUser({ Username: name, Pool: userPool(of) });

/** A method of the library that ends in a callback, as a promise. */
const ask = (target, method, ...given) =>
  new Promise((resolve, reject) => target[method](...given, (error, value) => (error ? reject(error) : resolve(value))));

/** A method of the library that ends in an object of callbacks, as a promise of which one it was. */
const follow = (target, method, ...given) =>
  new Promise((resolve, reject) => {
    target[method](...given, {
      onSuccess: (value) => resolve({ success: value ?? true }),
      onFailure: reject,
      inputVerificationCode: (value) => resolve({ code: value ?? true }),
      newPasswordRequired: (attributes, required) => resolve({ newPassword: { attributes, required } }),
    });
  });

const signIn = (user, Password = password, Username = user.getUsername()) =>
  follow(user, 'authenticateUser', new AuthenticationDetails({ Username, Password }));

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
  const again = new CognitoRefreshToken({ RefreshToken: session.getRefreshToken().getToken() });
  await assert.rejects(ask(user, 'refreshSession', again), { code: 'NotAuthorizedException' });
});

test('people sign out, and their refresh token is revoked with it', async () => {
  const { user } = await joined();
  const { success: session } = await signIn(user);
  await new Promise((resolve, reject) => user.signOut((error) => (error ? reject(error) : resolve())));
  const again = new CognitoRefreshToken({ RefreshToken: session.getRefreshToken().getToken() });
  await assert.rejects(ask(user, 'refreshSession', again), { code: 'NotAuthorizedException' });
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
