// Amplify 6: people choose with what they begin (USER_AUTH).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmSignIn, confirmSignUp, fetchAuthSession, fetchDevices, getCurrentUser, signIn, signOut, signUp } from 'aws-amplify/auth';
import { asks, done, enterByItself, use } from './rig/amplify.mjs';
import { call, codeFor, fresh, mailbox, messages, password, pool, wrong } from './rig/server.mjs';

const flows = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
const choosing = (AllowedFirstAuthFactors, more = {}) => pool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors } }, ...more }, flows);
const all = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'];
const at = await choosing(all);

/** Somebody an administrator made, with every way in. */
async function person({ UserPoolId } = at) {
  const [username, email, telephone] = [fresh(), mailbox(), `+1555${String(process.hrtime.bigint()).slice(-7)}`];
  const UserAttributes = [
    { Name: 'email', Value: email }, { Name: 'email_verified', Value: 'true' },
    { Name: 'phone_number', Value: telephone }, { Name: 'phone_number_verified', Value: 'true' },
  ];
  await call('AdminCreateUser', { UserPoolId, Username: username, MessageAction: 'SUPPRESS', UserAttributes });
  await call('AdminSetUserPassword', { UserPoolId, Username: username, Password: password, Permanent: true });
  return { username, email, telephone };
}

const choose = (username, preferredChallenge, more = {}) =>
  signIn({ username, options: { authFlowType: 'USER_AUTH', ...(preferredChallenge && { preferredChallenge }) }, ...more });

test('a code that is preferred is sent and signs in', async () => {
  const { username, email, telephone } = await person();
  for (const [preferred, step, address] of [
    ['EMAIL_OTP', 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE', email], ['SMS_OTP', 'CONFIRM_SIGN_IN_WITH_SMS_CODE', telephone],
  ]) {
    await use(at);
    const { codeDeliveryDetails } = asks(await choose(username, preferred), step);
    assert.equal(codeDeliveryDetails.deliveryMedium, preferred.split('_')[0]);
    const code = await codeFor(address);
    await assert.rejects(confirmSignIn({ challengeResponse: wrong(code) }), { name: 'CodeMismatchException' });
    done(await confirmSignIn({ challengeResponse: code }));
    assert.deepEqual((await getCurrentUser()).signInDetails, { loginId: username, authFlowType: 'USER_AUTH' });
  }
});

test('a password that is preferred signs in at once, in the clear or by SRP', async () => {
  const { username } = await person();
  for (const preferred of ['PASSWORD', 'PASSWORD_SRP']) {
    await use(at);
    await assert.rejects(choose(username, preferred, { password: 'Wrong-guess-1' }), { name: 'NotAuthorizedException' });
    done(await choose(username, preferred, { password }));
    assert.ok((await fetchAuthSession({ forceRefresh: true })).tokens.idToken);
  }
});

test('who prefers nothing is asked, and can choose each way', async () => {
  const { username, email, telephone } = await person();
  const ways = {
    EMAIL_OTP: ['CONFIRM_SIGN_IN_WITH_EMAIL_CODE', () => codeFor(email)],
    SMS_OTP: ['CONFIRM_SIGN_IN_WITH_SMS_CODE', () => codeFor(telephone)],
    PASSWORD: ['CONFIRM_SIGN_IN_WITH_PASSWORD', () => password],
    PASSWORD_SRP: ['CONFIRM_SIGN_IN_WITH_PASSWORD', () => password],
  };
  for (const [way, [step, proof]] of Object.entries(ways)) {
    await use(at);
    const { availableChallenges } = asks(await choose(username), 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION');
    assert.deepEqual([...availableChallenges].sort(), Object.keys(ways).sort());
    asks(await confirmSignIn({ challengeResponse: way }), step);
    done(await confirmSignIn({ challengeResponse: await proof() }));
  }
});

test('what is preferred and not there is answered by what there is', async () => {
  await use(at);
  const { username } = await person();
  const { availableChallenges } = asks(await choose(username, 'WEB_AUTHN'), 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION');
  assert.ok(!availableChallenges.includes('WEB_AUTHN'));
  asks(await confirmSignIn({ challengeResponse: 'EMAIL_OTP' }), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
});

test('a wrong password leaves the choice open', async () => {
  for (const way of ['PASSWORD', 'PASSWORD_SRP']) {
    await use(at);
    const { username } = await person();
    asks(await choose(username), 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION');
    asks(await confirmSignIn({ challengeResponse: way }), 'CONFIRM_SIGN_IN_WITH_PASSWORD');
    await assert.rejects(confirmSignIn({ challengeResponse: 'Wrong-guess-1' }), { name: 'NotAuthorizedException' });
    if (way === 'PASSWORD') done(await confirmSignIn({ challengeResponse: password }));
  }
});

test('a second factor follows the password and no code', async () => {
  const guarded = await choosing(['PASSWORD', 'EMAIL_OTP']);
  await call('SetUserPoolMfaConfig', { UserPoolId: guarded.UserPoolId, MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} });
  const { username, email } = await person(guarded);
  await call('AdminSetUserMFAPreference', { UserPoolId: guarded.UserPoolId, Username: username, EmailMfaSettings: { Enabled: true, PreferredMfa: true } });
  for (const way of ['PASSWORD', 'PASSWORD_SRP']) {
    await use(guarded);
    asks(await choose(username, way, { password }), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
    done(await confirmSignIn({ challengeResponse: await codeFor(email) }));
  }
  await use(guarded);
  const { availableChallenges } = asks(await choose(username, 'EMAIL_OTP'), 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION');
  assert.deepEqual(availableChallenges, ['PASSWORD', 'PASSWORD_SRP']);
});

test('a device is met and proven on every way', async () => {
  const tracked = await choosing(['PASSWORD', 'EMAIL_OTP'], { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false } });
  const { username, email } = await person(tracked);
  const device = async () => (await fetchAuthSession()).tokens.accessToken.payload.device_key;
  await use(tracked);
  asks(await choose(username, 'EMAIL_OTP'), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  done(await confirmSignIn({ challengeResponse: await codeFor(email) }));
  const key = await device();
  assert.ok(key);
  await signOut();

  done(await choose(username, 'PASSWORD_SRP', { password }));
  assert.equal(await device(), key);
  await signOut();
  asks(await choose(username, 'EMAIL_OTP'), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  done(await confirmSignIn({ challengeResponse: await codeFor(email) }));
  assert.equal(await device(), key);
  assert.deepEqual((await fetchDevices()).map((one) => one.id), [key]);
});

test('who signs up and confirms goes on with the factor they prefer', async () => {
  await use(at);
  const [username, email] = [fresh(), mailbox()];
  await signUp({ username, password, options: { userAttributes: { email }, autoSignIn: { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSWORD_SRP' } } });
  const { nextStep } = await confirmSignUp({ username, confirmationCode: await codeFor(email) });
  assert.equal(nextStep.signUpStep, 'COMPLETE_AUTO_SIGN_IN');
  done(await enterByItself());
  assert.equal((await messages(email)).length, 1);
});

test('somebody who is not there is offered what others are', async () => {
  const { UserPoolClient } = await call('CreateUserPoolClient', {
    UserPoolId: at.UserPoolId, ClientName: fresh('app'), PreventUserExistenceErrors: 'ENABLED', ...flows,
  });
  await use({ UserPoolId: at.UserPoolId, ClientId: UserPoolClient.ClientId });
  const offered = async (name) => asks(await choose(name), 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION').availableChallenges;
  const strangers = Array.from({ length: 12 }, () => fresh('nobody'));
  const seen = {};
  for (const name of strangers) seen[name] = await offered(name);
  for (const name of strangers) assert.deepEqual(await offered(name), seen[name]);
  const one = strangers.find((name) => seen[name].includes('PASSWORD'));
  await assert.rejects(choose(one, 'PASSWORD', { password }), { name: 'NotAuthorizedException', message: 'Incorrect username or password.' });
});
