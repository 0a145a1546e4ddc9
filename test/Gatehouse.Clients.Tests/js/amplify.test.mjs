// Amplify 6 as applications use it: sign-up, passwords, tokens, attributes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  confirmResetPassword, confirmSignIn, confirmSignUp, confirmUserAttribute, deleteUser, deleteUserAttributes, fetchAuthSession,
  fetchUserAttributes, getCurrentUser, resendSignUpCode, resetPassword, sendUserAttributeVerificationCode, signIn, signOut, signUp, updatePassword,
  updateUserAttribute, updateUserAttributes,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { asks, done, enter, enterByItself, joined, use } from './rig/amplify.mjs';
import { answers, arn, asked, serve } from './rig/functions.mjs';
import { appClient, call, codeFor, fresh, mailbox, messages, otherPassword, password, pool, refused } from './rig/server.mjs';

serve({ before, after });

const at = await pool();

/** The refresh token that Amplify keeps to itself. */
const keptRefreshToken = async () => (await cognitoUserPoolsTokenProvider.authTokenStore.loadTokens()).refreshToken;

test('people sign up, confirm with a code that is sent again, and sign in by SRP', async () => {
  await use(at);
  const [username, email] = [fresh(), mailbox()];
  const { isSignUpComplete, nextStep, userId } = await signUp({ username, password, options: { userAttributes: { email } } });
  assert.equal(isSignUpComplete, false);
  assert.equal(nextStep.signUpStep, 'CONFIRM_SIGN_UP');
  assert.deepEqual([nextStep.codeDeliveryDetails.deliveryMedium, nextStep.codeDeliveryDetails.attributeName], ['EMAIL', 'email']);
  asks(await signIn({ username, password }), 'CONFIRM_SIGN_UP');

  assert.equal((await resendSignUpCode({ username })).deliveryMedium, 'EMAIL');
  assert.equal((await messages(email)).length, 2);
  const confirmed = await confirmSignUp({ username, confirmationCode: await codeFor(email) });
  assert.deepEqual(confirmed, { isSignUpComplete: true, nextStep: { signUpStep: 'DONE' } });

  done(await signIn({ username, password }));
  const current = await getCurrentUser();
  assert.deepEqual([current.username, current.userId, current.signInDetails], [username, userId, { loginId: username, authFlowType: 'USER_SRP_AUTH' }]);
  const { tokens, userSub } = await fetchAuthSession();
  assert.equal(userSub, userId);
  assert.equal(tokens.accessToken.payload.sub, userId);
  assert.equal(tokens.idToken.payload.email, email);
  await assert.rejects(signIn({ username, password }), { name: 'UserAlreadyAuthenticatedException' });
});

test('who asks for it is signed in as soon as the code is confirmed', async () => {
  for (const autoSignInOptions of [true, { authFlowType: 'USER_PASSWORD_AUTH' }]) {
    await use(at);
    const [username, email] = [fresh(), mailbox()];
    await signUp({ username, password, options: { userAttributes: { email }, autoSignIn: autoSignInOptions } });
    const { nextStep } = await confirmSignUp({ username, confirmationCode: await codeFor(email) });
    assert.equal(nextStep.signUpStep, 'COMPLETE_AUTO_SIGN_IN');
    done(await enterByItself());
    assert.equal((await getCurrentUser()).username, username);
  }
});

test('who is confirmed by a function is signed in without a code', async () => {
  await use(await pool({ LambdaConfig: { PreSignUp: arn('rig-hook') } }));
  answers.PreSignUp = (event) => ({ ...event, response: { ...event.response, autoConfirmUser: true } });
  const { isSignUpComplete, nextStep } = await signUp({
    username: fresh(), password, options: { autoSignIn: true, clientMetadata: { shop: '7' }, validationData: { captcha: 'X' } },
  });
  assert.deepEqual([isSignUpComplete, nextStep.signUpStep], [true, 'COMPLETE_AUTO_SIGN_IN']);
  assert.deepEqual(asked.at(-1).request.validationData, { captcha: 'X' });
  done(await enterByItself());
});

test('a plain password signs in where the application asks for it, and a wrong one does not', async () => {
  await use(at);
  const { username } = await joined();
  for (const authFlowType of ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH']) {
    const guess = signIn({ username, password: 'Wrong-guess-1', options: { authFlowType } });
    await assert.rejects(guess, { name: 'NotAuthorizedException', message: 'Incorrect username or password.' });
    await enter(username, { authFlowType });
    await signOut();
  }
  await assert.rejects(signIn({ username: fresh(), password }), { name: 'UserNotFoundException', message: 'User does not exist.' });
});

test('somebody invited chooses a password and gives what is missing', async () => {
  const strict = await pool({ Schema: [{ Name: 'given_name', AttributeDataType: 'String', Required: true, Mutable: true }] });
  await use(strict);
  const username = fresh();
  await call('AdminCreateUser', { UserPoolId: strict.UserPoolId, Username: username, TemporaryPassword: 'Temporary-9', MessageAction: 'SUPPRESS' });
  const { missingAttributes } = asks(await signIn({ username, password: 'Temporary-9' }), 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
  assert.deepEqual(missingAttributes, ['given_name']);
  await assert.rejects(confirmSignIn({ challengeResponse: 'weak', options: { userAttributes: { given_name: 'Ana' } } }), { name: 'InvalidPasswordException' });
  done(await confirmSignIn({ challengeResponse: otherPassword, options: { userAttributes: { given_name: 'Ana' } } }));
  assert.equal((await fetchUserAttributes()).given_name, 'Ana');
});

test('tokens are refreshed when they are asked for anew', async () => {
  await use(at);
  const { username } = await joined();
  await enter(username);
  const before = await fetchAuthSession();
  assert.equal((await fetchAuthSession()).tokens.accessToken.toString(), before.tokens.accessToken.toString());
  const afterwards = await fetchAuthSession({ forceRefresh: true });
  assert.notEqual(afterwards.tokens.accessToken.payload.jti, before.tokens.accessToken.payload.jti);
  assert.equal(afterwards.tokens.accessToken.payload.origin_jti, before.tokens.accessToken.payload.origin_jti);
  assert.ok(afterwards.tokens.idToken);
});

test('a refresh token that changes with each use is followed', async () => {
  const client = await appClient(at.UserPoolId, {
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  });
  const rotating = { UserPoolId: at.UserPoolId, ClientId: client.ClientId };
  await use(rotating);
  const { username } = await joined();
  await enter(username);
  const seen = [await keptRefreshToken()];
  for (let i = 0; i < 2; i++) {
    assert.ok((await fetchAuthSession({ forceRefresh: true })).tokens.accessToken);
    seen.push(await keptRefreshToken());
  }
  assert.equal(new Set(seen).size, 3);
  await refused('GetTokensFromRefreshToken', { ClientId: rotating.ClientId, RefreshToken: seen[0] }, 'RefreshTokenReuseException');
  assert.equal((await fetchAuthSession({ forceRefresh: true })).tokens, undefined, 'the whole line is gone');
});

test('people sign out here, and everywhere', async () => {
  for (const global of [false, true]) {
    await use(at);
    const { username } = await joined();
    await enter(username);
    const REFRESH_TOKEN = await keptRefreshToken();
    await signOut({ global });
    await assert.rejects(getCurrentUser(), { name: 'UserUnAuthenticatedException' });
    assert.equal((await fetchAuthSession()).tokens, undefined);
    await refused('InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } }, 'NotAuthorizedException');
  }
});

test('a forgotten password is replaced', async () => {
  await use(at);
  const { username, email } = await joined();
  const { nextStep } = await resetPassword({ username });
  assert.equal(nextStep.resetPasswordStep, 'CONFIRM_RESET_PASSWORD_WITH_CODE');
  assert.deepEqual([nextStep.codeDeliveryDetails.deliveryMedium, nextStep.codeDeliveryDetails.attributeName], ['EMAIL', 'email']);
  const confirmationCode = await codeFor(email);
  await assert.rejects(confirmResetPassword({ username, confirmationCode, newPassword: 'weak' }), { name: 'InvalidPasswordException' });
  await confirmResetPassword({ username, confirmationCode, newPassword: otherPassword });
  done(await signIn({ username, password: otherPassword }));
});

test('a password that an administrator reset has to be replaced', async () => {
  await use(at);
  const { username, email } = await joined();
  await call('AdminResetUserPassword', { UserPoolId: at.UserPoolId, Username: username });
  asks(await signIn({ username, password }), 'RESET_PASSWORD');
  await confirmResetPassword({ username, confirmationCode: await codeFor(email), newPassword: otherPassword });
  done(await signIn({ username, password: otherPassword }));
});

test('a password is changed by who knows the old one', async () => {
  await use(at);
  const { username } = await joined();
  await enter(username);
  await assert.rejects(updatePassword({ oldPassword: otherPassword, newPassword: password }), { name: 'NotAuthorizedException' });
  await updatePassword({ oldPassword: password, newPassword: otherPassword });
  await signOut();
  done(await signIn({ username, password: otherPassword }));
});

test('attributes are read, changed, proven and deleted', async () => {
  await use(at);
  const { username, email } = await joined();
  await enter(username);
  const { sub, ...known } = await fetchUserAttributes();
  assert.deepEqual(known, { email, email_verified: 'true' });
  assert.equal(sub, (await getCurrentUser()).userId);

  const next = mailbox();
  const changed = await updateUserAttributes({ userAttributes: { nickname: 'Nick', email: next } });
  assert.deepEqual(changed.nickname, { isUpdated: true, nextStep: { updateAttributeStep: 'DONE' } });
  assert.equal(changed.email.isUpdated, false);
  assert.equal(changed.email.nextStep.updateAttributeStep, 'CONFIRM_ATTRIBUTE_WITH_CODE');
  assert.equal(changed.email.nextStep.codeDeliveryDetails.attributeName, 'email');
  assert.equal((await fetchUserAttributes()).email_verified, 'false');
  assert.equal((await sendUserAttributeVerificationCode({ userAttributeKey: 'email' })).attributeName, 'email');
  await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: await codeFor(next) });

  const single = await updateUserAttribute({ userAttribute: { attributeKey: 'locale', value: 'pl' } });
  assert.deepEqual(single, { isUpdated: true, nextStep: { updateAttributeStep: 'DONE' } });
  await deleteUserAttributes({ userAttributeKeys: ['nickname'] });
  assert.deepEqual(await fetchUserAttributes(), { sub, email: next, email_verified: 'true', locale: 'pl' });
});

test('people delete themselves', async () => {
  await use(at);
  const { username } = await joined();
  await enter(username);
  await deleteUser();
  await assert.rejects(getCurrentUser(), { name: 'UserUnAuthenticatedException' });
  await assert.rejects(signIn({ username, password }), { name: 'UserNotFoundException' });
});

test('people come over from another directory at their first sign-in, and by a forgotten password', async () => {
  await use(await pool({ LambdaConfig: { UserMigration: arn('rig-lambda') } }));
  const old = Object.fromEntries([fresh('old'), fresh('old')].map((name) => [name, `${name}@example.com`]));
  answers.UserMigration = (event) => {
    const email = old[event.userName];
    if (!email || (event.triggerSource === 'UserMigration_Authentication' && event.request.password !== password)) throw new Error('Unknown there');
    event.response = { ...event.response, userAttributes: { email, email_verified: 'true' }, finalUserStatus: 'CONFIRMED', messageAction: 'SUPPRESS' };
    return event;
  };
  const [one, two] = Object.keys(old);
  const authFlowType = 'USER_PASSWORD_AUTH';
  const unknown = { name: 'UserLambdaValidationException', message: 'UserMigration failed with error Unknown there.' };
  await assert.rejects(signIn({ username: one, password: 'Wrong-guess-1', options: { authFlowType } }), unknown);
  await assert.rejects(signIn({ username: fresh('nobody'), password, options: { authFlowType } }), unknown);
  await enter(one, { authFlowType });
  assert.equal((await fetchUserAttributes()).email, old[one]);
  await signOut();
  await enter(one);
  await signOut();

  await resetPassword({ username: two });
  await confirmResetPassword({ username: two, confirmationCode: await codeFor(old[two]), newPassword: otherPassword });
  done(await signIn({ username: two, password: otherPassword }));
});

test('an address stands in for the user name', async () => {
  await use(await pool({ UsernameAttributes: ['email'] }));
  const email = mailbox();
  await signUp({ username: email, password, options: { autoSignIn: true } });
  await confirmSignUp({ username: email, confirmationCode: await codeFor(email) });
  done(await enterByItself());
  assert.equal((await fetchUserAttributes()).email, email);
  assert.equal((await getCurrentUser()).signInDetails.loginId, email);
  await signOut();
  await enter(email, { authFlowType: 'USER_PASSWORD_AUTH' });
});
