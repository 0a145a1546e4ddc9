// CUSTOM_AUTH: functions run here decide how people sign in; the SDK, amazon-cognito-identity-js and Amplify follow them.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { confirmSignIn, getCurrentUser, signIn } from 'aws-amplify/auth';
import { asks, done, use } from './rig/amplify.mjs';
import { answers, arn, asked, serve } from './rig/functions.mjs';
import { appClient, asRoot, call, claims, codeFor, endpoint, fresh, mailbox, otherPassword, password, pool, refused } from './rig/server.mjs';
import { begin, secretHash } from './rig/srp.mjs';

const capital = 'Podgorica';
const guided = { DefineAuthChallenge: arn('rig-lambda'), CreateAuthChallenge: arn('rig-hook'), VerifyAuthChallengeResponse: arn('rig-lambda') };
const ways = { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };

serve({ before, after });
beforeEach(() => {
  asked.length = 0;
  Object.assign(answers, { DefineAuthChallenge: capitals(), CreateAuthChallenge: riddle, VerifyAuthChallengeResponse: verify });
});

const at = await pool({ LambdaConfig: guided }, ways);

/** Decides as the examples of the developer guide do: the password where SRP was begun, then a capital, three times at most. */
function capitals() {
  return (event) => {
    const { session } = event.request;
    const riddles = session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE');
    const owesPassword = session[0]?.challengeName === 'SRP_A' && !session.some(({ challengeName }) => challengeName === 'PASSWORD_VERIFIER');
    event.response.issueTokens = riddles.at(-1)?.challengeResult === true;
    event.response.failAuthentication = !event.response.issueTokens && riddles.length >= 3;
    event.response.challengeName = owesPassword ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE';
    return event;
  };
}

function riddle(event) {
  event.response.publicChallengeParameters = { question: 'Montenegro?' };
  event.response.privateChallengeParameters = { answer: capital };
  event.response.challengeMetadata = 'CAPITALS';
  return event;
}

function verify(event) {
  event.response.answerCorrect = event.request.challengeAnswer === event.request.privateChallengeParameters.answer;
  return event;
}

/** Somebody an administrator made. */
async function person({ UserPoolId } = at) {
  const [Username, email] = [fresh(), mailbox()];
  await call('AdminCreateUser', {
    UserPoolId, Username, MessageAction: 'SUPPRESS', UserAttributes: [{ Name: 'email', Value: email }, { Name: 'email_verified', Value: 'true' }],
  });
  await call('AdminSetUserPassword', { UserPoolId, Username, Password: password, Permanent: true });
  return { Username, email };
}

const start = (USERNAME, more = {}, of = at) => call('InitiateAuth', { ClientId: of.ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME, ...more } });
const attempt = ({ ChallengeName, Session }, USERNAME, ANSWER, of = at) =>
  ({ ClientId: of.ClientId, ChallengeName, Session, ChallengeResponses: { USERNAME, ANSWER } });
const solve = (challenge, name, answer = capital) => call('RespondToAuthChallenge', attempt(challenge, name, answer));
const rounds = () => asked.findLast(({ triggerSource }) => triggerSource.startsWith('Define')).request.session.map(({ challengeName, challengeResult }) => `${challengeName} ${challengeResult}`);

test('the right answer lets in, a wrong one is asked again, and the third is the last', async () => {
  const { Username } = await person();
  const first = await start(Username);
  assert.deepEqual([first.ChallengeName, first.ChallengeParameters], ['CUSTOM_CHALLENGE', { question: 'Montenegro?', USERNAME: Username }]);
  assert.ok(first.Session.length <= 2048);
  const second = await solve(first, Username, 'Paris');
  assert.equal(second.ChallengeName, 'CUSTOM_CHALLENGE');
  const { AuthenticationResult } = await solve(second, Username);
  assert.equal(claims(AuthenticationResult.AccessToken).username, Username);
  assert.deepEqual(rounds(), ['CUSTOM_CHALLENGE false', 'CUSTOM_CHALLENGE true']);
  await refused('RespondToAuthChallenge', attempt(second, Username, capital), 'NotAuthorizedException', 'Invalid session for the user, session can only be used once.');

  let challenge = await start(Username);
  for (let i = 0; i < 2; i++) challenge = await solve(challenge, Username, 'Paris');
  await refused('RespondToAuthChallenge', attempt(challenge, Username, 'Paris'), 'NotAuthorizedException', 'Incorrect username or password.');
});

test('of many answers at once one is looked at', async () => {
  const { Username } = await person();
  const challenge = await start(Username);
  asked.length = 0;
  const ends = await Promise.allSettled(Array.from({ length: 16 }, () => solve(challenge, Username)));
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal(asked.filter(({ triggerSource }) => triggerSource.startsWith('Verify')).length, 1);
});

test('what answers the challenge sends along reaches the functions after it, and what began it does not', async () => {
  const { Username } = await person();
  const challenge = await call('InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: Username }, ClientMetadata: { step: '1' } });
  await call('RespondToAuthChallenge', { ...attempt(challenge, Username, 'Paris'), ClientMetadata: { step: '2' } });
  assert.deepEqual(asked.map(({ triggerSource, request }) => [triggerSource.split('_')[0], request.clientMetadata?.step]), [
    ['DefineAuthChallenge', undefined], ['CreateAuthChallenge', undefined],
    ['VerifyAuthChallengeResponse', '2'], ['DefineAuthChallenge', '2'], ['CreateAuthChallenge', '2'],
  ]);
});

test('the password comes first where SRP was begun, and its proof alone lets nobody in', async () => {
  const { Username } = await person();
  const half = begin(at.UserPoolId, password);
  const challenge = await start(Username, { CHALLENGE_NAME: 'SRP_A', SRP_A: half.A });
  assert.equal(challenge.ChallengeName, 'PASSWORD_VERIFIER');
  const proof = { ClientId: at.ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses: half.answer(challenge.ChallengeParameters) };
  await refused('RespondToAuthChallenge', proof, 'NotAuthorizedException', 'Incorrect username or password.');
  const next = await call('RespondToAuthChallenge', { ...proof, Session: challenge.Session });
  assert.equal(next.ChallengeName, 'CUSTOM_CHALLENGE');
  assert.ok((await solve(next, Username)).AuthenticationResult);
  assert.deepEqual(rounds(), ['SRP_A true', 'PASSWORD_VERIFIER true', 'CUSTOM_CHALLENGE true']);

  const wrong = begin(at.UserPoolId, otherPassword);
  const guess = await start(Username, { CHALLENGE_NAME: 'SRP_A', SRP_A: wrong.A });
  await refused('RespondToAuthChallenge', {
    ...proof, Session: guess.Session, ChallengeResponses: wrong.answer(guess.ChallengeParameters),
  }, 'NotAuthorizedException', 'Incorrect username or password.');
});

test('a server with a secret goes the same way', async () => {
  const app = await appClient(at.UserPoolId, { ...ways, GenerateSecret: true });
  const { Username } = await person();
  const from = { UserPoolId: at.UserPoolId, ClientId: app.ClientId };
  const SECRET_HASH = secretHash(app.ClientSecret, Username, app.ClientId);
  const challenge = await call('AdminInitiateAuth', { ...from, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: Username, SECRET_HASH } });
  const answer = { ...from, ChallengeName: 'CUSTOM_CHALLENGE', Session: challenge.Session };
  await refused('AdminRespondToAuthChallenge', { ...answer, ChallengeResponses: { USERNAME: Username, ANSWER: capital } }, 'NotAuthorizedException');
  const { AuthenticationResult } = await call('AdminRespondToAuthChallenge', { ...answer, ChallengeResponses: { USERNAME: Username, ANSWER: capital, SECRET_HASH } });
  assert.ok(AuthenticationResult.RefreshToken);
});

test('somebody who is not there is asked like others where that is hidden, and told apart where it is not', async () => {
  const hiding = await appClient(at.UserPoolId, { ...ways, PreventUserExistenceErrors: 'ENABLED' });
  const name = fresh('nobody');
  await refused('InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: name } }, 'UserNotFoundException', 'User does not exist.');
  const challenge = await start(name, {}, hiding);
  assert.deepEqual(challenge.ChallengeParameters, { question: 'Montenegro?', USERNAME: name });
  assert.deepEqual(asked.map(({ request }) => request.userNotFound), [true, true]);
  await refused('RespondToAuthChallenge', attempt(challenge, name, capital, hiding), 'NotAuthorizedException', 'Incorrect username or password.');
});

test('without the functions, or the right to them, nobody begins', async () => {
  const bare = await pool({}, ways);
  const { Username } = await person(bare);
  const flow = ({ ClientId }) => ({ ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: Username } });
  await refused('InitiateAuth', flow(bare), 'InvalidParameterException', 'Custom auth lambda trigger is not configured for the user pool.');
  await refused('InitiateAuth', flow(await appClient(bare.UserPoolId)), 'InvalidParameterException');
});

test('what is secret in a challenge is not in the log of calls', async () => {
  const { Username } = await person();
  await solve(await start(Username), Username, 'Zagreb-is-wrong');
  const log = await (await asRoot('GET', `/_gatehouse/pools/${at.UserPoolId}/functions/log`)).text();
  assert.ok(log.includes('VerifyAuthChallengeResponse_Authentication'));
  for (const secret of [capital, 'Zagreb-is-wrong', 'CAPITALS']) assert.ok(!log.includes(secret), secret);
});

const userOf = (Username, of = at) => new CognitoUser({ Username, Pool: new CognitoUserPool({ UserPoolId: of.UserPoolId, ClientId: of.ClientId, endpoint: `${endpoint}/` }) });

/** A method of amazon-cognito-identity-js, as a promise of which callback it ended in. */
const follow = (go) => new Promise((resolve, reject) => go({
  onSuccess: (session) => resolve({ session }),
  onFailure: reject,
  customChallenge: (parameters) => resolve({ parameters }),
  mfaRequired: (name) => resolve({ name }),
}));

test('amazon-cognito-identity-js begins without a password and answers', async () => {
  const { Username } = await person();
  const user = userOf(Username);
  user.setAuthenticationFlowType('CUSTOM_AUTH');
  const { parameters } = await follow((callbacks) => user.initiateAuth(new AuthenticationDetails({ Username }), callbacks));
  assert.equal(parameters.question, 'Montenegro?');
  assert.ok((await follow((callbacks) => user.sendCustomChallengeAnswer('Paris', callbacks))).parameters);
  const { session } = await follow((callbacks) => user.sendCustomChallengeAnswer(capital, callbacks, { from: 'browser' }));
  assert.ok(session.isValid());
  assert.deepEqual(asked.at(-1).request.clientMetadata, { from: 'browser' });
});

test('amazon-cognito-identity-js shows the password first where that is its flow', async () => {
  const { Username } = await person();
  const user = userOf(Username);
  user.setAuthenticationFlowType('CUSTOM_AUTH');
  const enter = (Password) => follow((callbacks) => user.authenticateUser(new AuthenticationDetails({ Username, Password }), callbacks));
  await assert.rejects(enter(otherPassword), { code: 'NotAuthorizedException', message: 'Incorrect username or password.' });
  assert.ok((await enter(password)).parameters);
  assert.ok((await follow((callbacks) => user.sendCustomChallengeAnswer(capital, callbacks))).session.isValid());
  assert.deepEqual(rounds(), ['SRP_A true', 'PASSWORD_VERIFIER true', 'CUSTOM_CHALLENGE true']);
});

test('amazon-cognito-identity-js remembers its device and proves it after the answer', async () => {
  const of = await pool({ LambdaConfig: guided, DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false, ChallengeRequiredOnNewDevice: true } }, ways);
  const { Username } = await person(of);
  for (const knows of [false, true]) {
    const user = userOf(Username, of);
    user.setAuthenticationFlowType('CUSTOM_AUTH');
    await follow((callbacks) => user.authenticateUser(new AuthenticationDetails({ Username, Password: password }), callbacks));
    const { session } = await follow((callbacks) => user.sendCustomChallengeAnswer(capital, callbacks));
    assert.ok(session.isValid());
    assert.equal(claims(session.getAccessToken().getJwtToken()).device_key, user.deviceKey);
    if (knows) assert.equal((await call('AdminListDevices', { UserPoolId: of.UserPoolId, Username })).Devices.length, 1);
  }
});

test('Amplify follows the functions, with the password and without', async () => {
  await use(at);
  for (const authFlowType of ['CUSTOM_WITHOUT_SRP', 'CUSTOM_WITH_SRP']) {
    await use(at);
    const { Username } = await person();
    const given = authFlowType === 'CUSTOM_WITH_SRP' ? { password } : {};
    const { additionalInfo } = asks(await signIn({ username: Username, ...given, options: { authFlowType } }), 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE');
    assert.equal(additionalInfo.question, 'Montenegro?');
    asks(await confirmSignIn({ challengeResponse: 'Paris' }), 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE');
    done(await confirmSignIn({ challengeResponse: capital }));
    assert.equal((await getCurrentUser()).username, Username);
  }
});

test('a second factor is proven after the password and before the functions go on', async () => {
  const of = await pool({ LambdaConfig: guided }, ways);
  await call('SetUserPoolMfaConfig', { UserPoolId: of.UserPoolId, MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} });
  const { Username, email } = await person(of);
  await call('AdminSetUserMFAPreference', { UserPoolId: of.UserPoolId, Username, EmailMfaSettings: { Enabled: true } });
  await use(of);
  asks(await signIn({ username: Username, password, options: { authFlowType: 'CUSTOM_WITH_SRP' } }), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  asks(await confirmSignIn({ challengeResponse: await codeFor(email) }), 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE');
  done(await confirmSignIn({ challengeResponse: capital }));
  assert.deepEqual(rounds(), ['SRP_A true', 'PASSWORD_VERIFIER true', 'EMAIL_OTP true', 'CUSTOM_CHALLENGE true']);
});

test('the function for people of other providers is kept as it was named', async () => {
  const InboundFederation = { LambdaArn: arn('rig-hook'), LambdaVersion: 'V1_0' };
  const { UserPoolId } = await pool({ LambdaConfig: { ...guided, InboundFederation } });
  assert.deepEqual((await call('DescribeUserPool', { UserPoolId })).UserPool.LambdaConfig, { ...guided, InboundFederation });
  await refused('CreateUserPool', {
    PoolName: fresh(), LambdaConfig: { InboundFederation: { ...InboundFederation, LambdaVersion: 'V9_0' } },
  }, 'InvalidParameterException');
});
