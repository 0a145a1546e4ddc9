// Functions of pools, run here and asked by the server under test.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { arn, answers, asked, serve } from './rig/functions.mjs';
import { call, claims, codeFor, fresh, mailbox, otherPassword, password, pool, refused, signIn } from './rig/server.mjs';

serve({ before, after });
beforeEach(() => {
  asked.length = 0;
  for (const trigger of Object.keys(answers)) delete answers[trigger];
});

const hooked = (config, more = {}) => pool({ LambdaConfig: config, ...more });
const person = (ClientId, email = mailbox()) => ({ ClientId, Username: fresh(), Password: password, UserAttributes: [{ Name: 'email', Value: email }] });

test('a function behind Lambda judges who signs up, and its words reach the SDK', async () => {
  const { ClientId } = await hooked({ PreSignUp: arn('rig-lambda') });
  answers.PreSignUp = (event) => {
    if (event.request.userAttributes.email.startsWith('eve')) throw new Error('Not you, Eve');
    event.response.autoConfirmUser = true;
    event.response.autoVerifyEmail = true;
    return event;
  };
  await refused('SignUp', person(ClientId, 'eve@example.com'), 'UserLambdaValidationException', 'PreSignUp failed with error Not you, Eve.');

  const ana = person(ClientId);
  const answer = await call('SignUp', { ...ana, ClientMetadata: { shop: '7' }, ValidationData: [{ Name: 'captcha', Value: 'X' }] });
  assert.equal(answer.UserConfirmed, true);
  assert.equal(answer.CodeDeliveryDetails, undefined);
  assert.equal(claims((await signIn({ ClientId }, ana)).IdToken).email_verified, true);
  assert.deepEqual(asked.at(-1).request.clientMetadata, { shop: '7' });
  assert.deepEqual(asked.at(-1).request.validationData, { captcha: 'X' });
});

test('a webhook hears of every step from the sign-up to the refresh, in order', async () => {
  const hook = arn('rig-hook');
  const { ClientId } = await hooked({
    PreSignUp: hook, PostConfirmation: hook, PreAuthentication: hook, PostAuthentication: hook, PreTokenGeneration: hook,
  });
  const email = mailbox();
  const ana = person(ClientId, email);
  await call('SignUp', ana);
  await call('ConfirmSignUp', { ClientId, Username: ana.Username, ConfirmationCode: await codeFor(email) });
  const { RefreshToken } = await signIn({ ClientId }, ana);
  await call('InitiateAuth', { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken } });
  assert.deepEqual(asked.map((event) => event.triggerSource), [
    'PreSignUp_SignUp', 'PostConfirmation_ConfirmSignUp', 'PreAuthentication_Authentication', 'PostAuthentication_Authentication',
    'TokenGeneration_Authentication', 'TokenGeneration_RefreshTokens',
  ]);
  assert.equal(asked.at(-1).request.userAttributes['cognito:user_status'], 'CONFIRMED');
});

test('a function fills both tokens, and a verifier finds what it put there', async () => {
  const { ClientId } = await hooked({ PreTokenGenerationConfig: { LambdaArn: arn('rig-lambda'), LambdaVersion: 'V2_0' }, PreSignUp: arn('rig-lambda') });
  answers.PreSignUp = (event) => ({ ...event, response: { ...event.response, autoConfirmUser: true } });
  answers.TokenGeneration = (event) => {
    event.response.claimsAndScopeOverrideDetails = {
      idTokenGeneration: { claimsToAddOrOverride: { cart: { items: 3 } }, claimsToSuppress: ['email'] },
      accessTokenGeneration: { claimsToAddOrOverride: { tenant: 't1', sub: 'somebody else' }, scopesToAdd: ['orders/read'] },
    };
    return event;
  };
  const ana = person(ClientId);
  const { UserSub } = await call('SignUp', ana);
  const tokens = await signIn({ ClientId }, ana);
  const [access, id] = [claims(tokens.AccessToken), claims(tokens.IdToken)];
  assert.deepEqual(id.cart, { items: 3 });
  assert.equal(id.email, undefined);
  assert.equal(access.tenant, 't1');
  assert.equal(access.sub, UserSub);
  assert.equal(access.scope, 'aws.cognito.signin.user.admin orders/read');
  assert.equal((await call('GetUser', { AccessToken: tokens.AccessToken })).Username, ana.Username);
});

test('a function that does not answer fails the call within its time, however many wait', async () => {
  const { ClientId } = await hooked({ PreSignUp: arn('rig-slow') });
  const began = Date.now();
  await Promise.all(Array.from({ length: 12 }, () => refused(
    'SignUp', person(ClientId), 'UnexpectedLambdaException',
    'PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.',
  )));
  assert.ok(Date.now() - began < 20_000);
  const elsewhere = await pool();
  await call('SignUp', person(elsewhere.ClientId));
});

test('a function that nobody said the place of keeps everybody out', async () => {
  const { ClientId, UserPoolId } = await hooked({ PreSignUp: arn('nowhere') });
  const text = 'PreSignUp invocation failed due to error AccessDeniedException.';
  await refused('SignUp', person(ClientId), 'UnexpectedLambdaException', text);
  await refused('AdminCreateUser', { UserPoolId, Username: fresh() }, 'UnexpectedLambdaException', text);
});

test('an answer that is no event is refused in the words of the real service', async () => {
  const { ClientId } = await hooked({ PreSignUp: arn('rig-lambda') });
  answers.PreSignUp = () => 'null';
  await refused('SignUp', person(ClientId), 'InvalidLambdaResponseException', 'Invalid lambda function output : Invalid JSON');
  answers.PreSignUp = () => ({ response: { autoConfirmUser: true } });
  await refused('SignUp', person(ClientId), 'InvalidLambdaResponseException', 'Unrecognizable lambda output');
});

test('a function that is told of a confirmation cannot undo it', async () => {
  const { ClientId, UserPoolId } = await hooked({ PostConfirmation: arn('rig-hook') });
  const ana = person(ClientId);
  await call('SignUp', ana);
  answers.PostConfirmation = () => {
    throw new Error('The list is full');
  };
  await refused(
    'AdminConfirmSignUp', { UserPoolId, Username: ana.Username }, 'UserLambdaValidationException', 'PostConfirmation failed with error The list is full.');
  assert.equal((await call('AdminGetUser', { UserPoolId, Username: ana.Username })).UserStatus, 'CONFIRMED');
});

test('a temporary password that is replaced is a reason of its own for tokens', async () => {
  const { ClientId, UserPoolId } = await hooked({ PreTokenGeneration: arn('rig-hook'), PostAuthentication: arn('rig-hook') });
  const Username = fresh();
  await call('AdminCreateUser', { UserPoolId, Username, TemporaryPassword: password, MessageAction: 'SUPPRESS' });
  const { ChallengeName, Session } = await call('InitiateAuth', {
    ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: password }, ClientMetadata: { step: '1' },
  });
  await call('RespondToAuthChallenge', {
    ClientId, ChallengeName, Session, ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: otherPassword }, ClientMetadata: { step: '2' },
  });
  assert.deepEqual(asked.map((event) => [event.triggerSource, event.request.clientMetadata?.step]), [
    ['PostAuthentication_Authentication', '2'], ['TokenGeneration_NewPasswordChallenge', '2'],
  ]);
});
