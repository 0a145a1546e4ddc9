// Sign-up, confirmation and sign-in in one go: the Session of each goes into the next.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmSignUp, getCurrentUser, signUp } from 'aws-amplify/auth';
import { done, enterByItself, use } from './rig/amplify.mjs';
import { appClient, call, claims, codeFor, confirmed, fresh, mailbox, messages, pool, refused, signedUp } from './rig/server.mjs';

const ways = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
const at = await pool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } }, ways);
const enter = (Session, USERNAME, { ClientId } = at) => ({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME }, Session });
const end = async ({ Username, email, answer: { Session } }, { ClientId } = at) =>
  call('ConfirmSignUp', { ClientId, Username, ConfirmationCode: await codeFor(email), Session });

test('who confirms with the session of the sign-up signs in with the one that comes back, once', async () => {
  const person = await signedUp(at);
  assert.match(person.answer.Session, /^AYABe.{15,2043}$/);
  const { Session } = await end(person);
  const { AuthenticationResult } = await call('InitiateAuth', enter(Session, person.Username));
  assert.equal(claims(AuthenticationResult.AccessToken).username, person.Username);
  await refused('InitiateAuth', enter(Session, person.Username), 'NotAuthorizedException', 'Invalid session for the user, session can only be used once.');
  assert.equal((await messages(person.email)).length, 1);
});

test('a server can sign them in', async () => {
  const person = await signedUp(at);
  const { Session } = await end(person);
  const { AuthenticationResult } = await call('AdminInitiateAuth', { UserPoolId: at.UserPoolId, ...enter(Session, person.Username) });
  assert.ok(AuthenticationResult.IdToken);
});

test('a session is for nobody else, and nothing else', async () => {
  const [person, other] = [await signedUp(at), await confirmed(at)];
  const text = 'Invalid session for the user.';
  await refused('InitiateAuth', enter(person.answer.Session, person.Username), 'UserNotConfirmedException', 'User is not confirmed.');
  await refused('InitiateAuth', enter(person.answer.Session, other.Username), 'NotAuthorizedException', text);
  const { Session } = await end(person);
  await refused('InitiateAuth', enter(Session, other.Username), 'NotAuthorizedException', text);
  await refused('InitiateAuth', enter(Session, person.Username, await appClient(at.UserPoolId, ways)), 'NotAuthorizedException', text);
  const third = await signedUp(at);
  await refused('ConfirmSignUp', {
    ClientId: at.ClientId, Username: third.Username, ConfirmationCode: await codeFor(third.email), Session: person.answer.Session,
  }, 'NotAuthorizedException');
  assert.ok((await end(third)).Session);
});

test('where nobody chooses there is no session', async () => {
  const plain = await pool();
  const person = await signedUp(plain);
  assert.equal(person.answer.Session, undefined);
  assert.equal((await end(person, plain)).Session, undefined);
});

test('Amplify signs in by itself whoever signed up without a password, with no second code', async () => {
  await use(at);
  const [username, email] = [fresh(), mailbox()];
  await signUp({ username, options: { userAttributes: { email }, autoSignIn: { authFlowType: 'USER_AUTH' } } });
  const { nextStep } = await confirmSignUp({ username, confirmationCode: await codeFor(email) });
  assert.equal(nextStep.signUpStep, 'COMPLETE_AUTO_SIGN_IN');
  done(await enterByItself());
  assert.equal((await getCurrentUser()).username, username);
  assert.equal((await messages(email)).length, 1);
});
