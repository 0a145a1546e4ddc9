// Sign-up and its confirmation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appClient, attributes, call, codeFor, confirmed, fresh, mailbox, messages, password, pool, refused, signIn, signedUp, wrong,
} from './rig/server.mjs';
import { secretHash } from './rig/srp.mjs';

const at = await pool();
const confirm = (Username, ConfirmationCode, more = {}) => ({ ClientId: at.ClientId, Username, ConfirmationCode, ...more });

test('sign-up sends a code, and the code confirms', async () => {
  const person = await signedUp(at);
  assert.equal(person.answer.UserConfirmed, false);
  assert.match(person.sub, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.deepEqual(person.answer.CodeDeliveryDetails, { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'm***@e***' });

  const [message] = await messages(person.email);
  assert.match(message.Code, /^\d{6}$/);
  assert.ok(message.Body.includes(message.Code));

  await call('ConfirmSignUp', confirm(person.Username, message.Code));
  const known = await call('AdminGetUser', { UserPoolId: at.UserPoolId, Username: person.Username });
  assert.equal(known.UserStatus, 'CONFIRMED');
  assert.equal(attributes(known.UserAttributes).email_verified, 'true');
});

test('a code works once', async () => {
  const person = await confirmed(at);
  await refused(
    'ConfirmSignUp', confirm(person.Username, await codeFor(person.email)),
    'NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED',
  );
});

test('a wrong code is refused and the right one still works', async () => {
  const person = await signedUp(at);
  const code = await codeFor(person.email);
  await refused('ConfirmSignUp', confirm(person.Username, wrong(code)), 'CodeMismatchException', 'Invalid verification code provided, please try again.');
  await call('ConfirmSignUp', confirm(person.Username, code));
});

test('a name is taken once', async () => {
  const person = await signedUp(at);
  await refused('SignUp', { ClientId: at.ClientId, Username: person.Username, Password: password }, 'UsernameExistsException', 'User already exists');
});

test('a password that breaks the policy is refused with the rule', async () => {
  const attempt = (Password) => ({ ClientId: at.ClientId, Username: fresh(), Password });
  await refused('SignUp', attempt('Short-1'), 'InvalidPasswordException', 'Password did not conform with policy: Password not long enough');
  await refused('SignUp', attempt('no-uppercase-1'), 'InvalidPasswordException', /uppercase characters$/);
  await refused('SignUp', attempt('No-numbers-here'), 'InvalidPasswordException', /numeric characters$/);
  await refused('SignUp', attempt('NoSymbols123'), 'InvalidPasswordException', /symbol characters$/);
});

test('a request that breaks several rules is told all of them and shows no password', async () => {
  const thrown = await refused('SignUp', { ClientId: at.ClientId, Username: '', Password: 'secret\tmarker'.repeat(40) }, 'InvalidParameterException', /^\d validation errors detected: /);
  assert.ok(!thrown.message.includes('secret'));
});

test('an attribute that is not in the schema is refused', async () => {
  await refused(
    'SignUp',
    { ClientId: at.ClientId, Username: fresh(), Password: password, UserAttributes: [{ Name: 'custom:shoe', Value: '42' }] },
    'InvalidParameterException', /custom:shoe/,
  );
});

test('an attribute the client may not write is refused', async () => {
  const app = await appClient(at.UserPoolId, { WriteAttributes: ['email'] });
  await refused(
    'SignUp',
    { ClientId: app.ClientId, Username: fresh(), Password: password, UserAttributes: [{ Name: 'name', Value: 'N' }] },
    'NotAuthorizedException', 'A client attempted to write unauthorized attribute',
  );
});

test('a code that is asked for again replaces the first', async () => {
  const person = await signedUp(at);
  const first = await codeFor(person.email);
  const { CodeDeliveryDetails } = await call('ResendConfirmationCode', { ClientId: at.ClientId, Username: person.Username });
  assert.equal(CodeDeliveryDetails.DeliveryMedium, 'EMAIL');
  const second = await codeFor(person.email);
  assert.equal((await messages(person.email)).length, 2);
  if (first !== second) await refused('ConfirmSignUp', confirm(person.Username, first), 'CodeMismatchException');
  await call('ConfirmSignUp', confirm(person.Username, second));
  await refused('ResendConfirmationCode', { ClientId: at.ClientId, Username: person.Username }, 'InvalidParameterException', 'User is already confirmed.');
});

test('codes are asked for five times an hour', async () => {
  const person = await signedUp(at);
  for (let i = 0; i < 5; i++) await call('ResendConfirmationCode', { ClientId: at.ClientId, Username: person.Username });
  await refused(
    'ResendConfirmationCode', { ClientId: at.ClientId, Username: person.Username },
    'LimitExceededException', 'Attempt limit exceeded, please try after some time.',
  );
});

test('somebody unconfirmed does not sign in', async () => {
  const person = await signedUp(at);
  await refused(
    'InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: person.Username, PASSWORD: password } },
    'UserNotConfirmedException', 'User is not confirmed.',
  );
});

test('an administrator confirms without a code and proves no mailbox', async () => {
  const person = await signedUp(at);
  await call('AdminConfirmSignUp', { UserPoolId: at.UserPoolId, Username: person.Username });
  const known = await call('AdminGetUser', { UserPoolId: at.UserPoolId, Username: person.Username });
  assert.equal(known.UserStatus, 'CONFIRMED');
  assert.notEqual(attributes(known.UserAttributes).email_verified, 'true');
  assert.ok((await signIn(at, person)).AccessToken);
  await refused('AdminConfirmSignUp', { UserPoolId: at.UserPoolId, Username: person.Username }, 'NotAuthorizedException', /Current status is CONFIRMED/);
  await refused('AdminConfirmSignUp', { UserPoolId: at.UserPoolId, Username: 'nobody' }, 'UserNotFoundException', 'User does not exist.');
});

test('a pool of invited people lets nobody sign up', async () => {
  const closed = await pool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
  await refused('SignUp', { ClientId: closed.ClientId, Username: fresh(), Password: password }, 'NotAuthorizedException', 'SignUp is not permitted for this user pool');
});

test('an address stands in for the user name where the pool says so', async () => {
  const byMail = await pool({ UsernameAttributes: ['email'] });
  const email = mailbox();
  const { UserSub } = await call('SignUp', { ClientId: byMail.ClientId, Username: email, Password: password });
  await call('ConfirmSignUp', { ClientId: byMail.ClientId, Username: email, ConfirmationCode: await codeFor(email) });
  const known = await call('AdminGetUser', { UserPoolId: byMail.UserPoolId, Username: email });
  assert.equal(known.Username, UserSub);
  assert.equal(attributes(known.UserAttributes).email, email);
  assert.ok((await signIn(byMail, { Username: email, Password: password })).IdToken);
  await refused('SignUp', { ClientId: byMail.ClientId, Username: email, Password: password }, 'UsernameExistsException', 'An account with the given email already exists.');
  await refused('SignUp', { ClientId: byMail.ClientId, Username: 'no-address', Password: password }, 'InvalidParameterException', 'Username should be an email.');
});

test('an alias belongs to one person, and moves only when asked to', async () => {
  const aliased = await pool({ AliasAttributes: ['email'] });
  const email = mailbox();
  const join = async () => {
    const Username = fresh();
    await call('SignUp', { ClientId: aliased.ClientId, Username, Password: password, UserAttributes: [{ Name: 'email', Value: email }] });
    return Username;
  };
  const first = await join();
  await call('ConfirmSignUp', { ClientId: aliased.ClientId, Username: first, ConfirmationCode: await codeFor(email) });
  assert.ok((await signIn(aliased, { Username: email, Password: password })).AccessToken);

  const second = await join();
  const ConfirmationCode = await codeFor(email);
  await refused('ConfirmSignUp', { ClientId: aliased.ClientId, Username: second, ConfirmationCode }, 'AliasExistsException');
  await call('ConfirmSignUp', { ClientId: aliased.ClientId, Username: second, ConfirmationCode, ForceAliasCreation: true });
  assert.equal((await call('AdminGetUser', { UserPoolId: aliased.UserPoolId, Username: email })).Username, second);
  await refused('SignUp', { ClientId: aliased.ClientId, Username: mailbox(), Password: password }, 'InvalidParameterException', /cannot be of email format/);
});

test('a client with a secret proves it at every step of a sign-up', async () => {
  const app = await appClient(at.UserPoolId, { GenerateSecret: true });
  const Username = fresh();
  const email = mailbox();
  const joining = { ClientId: app.ClientId, Username, Password: password, UserAttributes: [{ Name: 'email', Value: email }] };
  await refused('SignUp', joining, 'NotAuthorizedException', new RegExp(`^Client ${app.ClientId} is configured .*secret`));
  await refused('SignUp', { ...joining, SecretHash: secretHash('wrong', Username, app.ClientId) }, 'NotAuthorizedException', `Unable to verify secret hash for client ${app.ClientId}`);

  const SecretHash = secretHash(app.ClientSecret, Username, app.ClientId);
  await call('SignUp', { ...joining, SecretHash });
  const step = { ClientId: app.ClientId, Username, ConfirmationCode: await codeFor(email) };
  await refused('ConfirmSignUp', step, 'NotAuthorizedException');
  await refused('ResendConfirmationCode', { ClientId: app.ClientId, Username }, 'NotAuthorizedException');
  await call('ConfirmSignUp', { ...step, SecretHash });
});

test('somebody who is not there is told as the client wishes', async () => {
  const hiding = await appClient(at.UserPoolId, { PreventUserExistenceErrors: 'ENABLED' });
  const Username = fresh('nobody');
  const text = 'Username/client id combination not found.';
  await refused('ResendConfirmationCode', { ClientId: at.ClientId, Username }, 'UserNotFoundException', text);
  await refused('ConfirmSignUp', confirm(Username, '123456'), 'UserNotFoundException', text);
  const pretended = await call('ResendConfirmationCode', { ClientId: hiding.ClientId, Username });
  assert.equal(pretended.CodeDeliveryDetails.DeliveryMedium, 'EMAIL');
});
