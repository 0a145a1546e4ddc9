// Passwords that were had before, and passwords that were stolen elsewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { call, codeFor, confirmed, fresh, mailbox, otherPassword, password, pool, refused, signIn, signedIn } from './rig/server.mjs';

const stolen = 'P@ssw0rd';
const compromised = ['InvalidPasswordException', 'Provided password cannot be used for security reasons.'];
const used = ['PasswordHistoryPolicyViolationException', 'Password has previously been used.'];

const remembering = (PasswordHistorySize) => pool({ Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize } } });
const watching = async (EventAction = 'BLOCK') => {
  const at = await pool({ UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } });
  const rule = () => call('SetRiskConfiguration', {
    UserPoolId: at.UserPoolId, CompromisedCredentialsRiskConfiguration: { Actions: { EventAction } },
  });
  return { at, rule };
};

test('none of the newest passwords comes back, whoever sets it', async () => {
  const at = await remembering(3);
  const person = await signedIn(at);
  const change = (PreviousPassword, ProposedPassword) => ({ AccessToken: person.AccessToken, PreviousPassword, ProposedPassword });
  await refused('ChangePassword', change(password, password), ...used);
  await call('ChangePassword', change(password, otherPassword));
  await refused('ChangePassword', change(otherPassword, password), ...used);

  const set = (Password) => ({ UserPoolId: at.UserPoolId, Username: person.Username, Password, Permanent: true });
  await refused('AdminSetUserPassword', set(password), ...used);
  await call('AdminSetUserPassword', set('Third-horse-9'));

  await call('ForgotPassword', { ClientId: at.ClientId, Username: person.Username });
  const recover = { ClientId: at.ClientId, Username: person.Username, ConfirmationCode: await codeFor(person.email) };
  await refused('ConfirmForgotPassword', { ...recover, Password: password }, ...used);
  await call('ConfirmForgotPassword', { ...recover, Password: 'Fourth-horse-9' });
  await call('AdminSetUserPassword', set(password));
  assert.ok((await signIn(at, person)).AccessToken);
});

test('a temporary password is not kept by whoever must replace it', async () => {
  const at = await remembering(1);
  const Username = fresh();
  await call('AdminCreateUser', { UserPoolId: at.UserPoolId, Username, TemporaryPassword: password, MessageAction: 'SUPPRESS' });
  const asked = await call('InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: password } });
  const answer = (NEW_PASSWORD) => ({
    ClientId: at.ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: asked.Session, ChallengeResponses: { USERNAME: Username, NEW_PASSWORD },
  });
  await refused('RespondToAuthChallenge', answer(password), ...used);
  assert.ok((await call('RespondToAuthChallenge', answer(otherPassword))).AuthenticationResult.AccessToken);
});

test('the size of the history is shown when there is one', async () => {
  const sizeOf = async ({ UserPoolId }) => (await call('DescribeUserPool', { UserPoolId })).UserPool.Policies.PasswordPolicy.PasswordHistorySize;
  assert.equal(await sizeOf(await remembering(24)), 24);
  assert.equal(await sizeOf(await remembering(0)), undefined);
});

test('a stolen password is refused where the pool says so', async () => {
  const { at, rule } = await watching();
  await rule();
  const signUp = (Password) => ({ ClientId: at.ClientId, Username: fresh(), Password, UserAttributes: [{ Name: 'email', Value: mailbox() }] });
  await refused('SignUp', signUp(stolen), ...compromised);
  await call('SignUp', signUp(password));

  const person = await signedIn(at);
  await refused('ChangePassword', { AccessToken: person.AccessToken, PreviousPassword: password, ProposedPassword: stolen }, ...compromised);
  await refused('AdminSetUserPassword', { UserPoolId: at.UserPoolId, Username: person.Username, Password: stolen, Permanent: true }, ...compromised);
});

test('whoever signs in by a stolen password must recover it first, and the history tells', async () => {
  const { at, rule } = await watching();
  const person = await confirmed(at);
  await call('AdminSetUserPassword', { UserPoolId: at.UserPoolId, Username: person.Username, Password: stolen, Permanent: true });
  assert.ok((await signIn(at, { ...person, Password: stolen })).AccessToken);

  await rule();
  const attempt = { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: person.Username, PASSWORD: stolen } };
  await refused('InitiateAuth', attempt, 'PasswordResetRequiredException', 'Password reset required for the user');
  assert.equal((await call('AdminGetUser', { UserPoolId: at.UserPoolId, Username: person.Username })).UserStatus, 'RESET_REQUIRED');
  assert.deepEqual(await newest(at, person), { RiskDecision: 'Block', CompromisedCredentialsDetected: true });

  await call('ForgotPassword', { ClientId: at.ClientId, Username: person.Username });
  await call('ConfirmForgotPassword', {
    ClientId: at.ClientId, Username: person.Username, ConfirmationCode: await codeFor(person.email), Password: otherPassword,
  });
  assert.ok((await signIn(at, { ...person, Password: otherPassword })).AccessToken);
});

test('where nothing is done about it, a stolen password is noted', async () => {
  const { at, rule } = await watching('NO_ACTION');
  await rule();
  const person = await confirmed(at);
  await call('AdminSetUserPassword', { UserPoolId: at.UserPoolId, Username: person.Username, Password: stolen, Permanent: true });
  assert.ok((await signIn(at, { ...person, Password: stolen })).AccessToken);
  assert.deepEqual(await newest(at, person), { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: true });
});

/** The risk of the newest sign-in; events are written a moment after the answer. */
async function newest({ UserPoolId }, { Username }) {
  for (let i = 0; i < 50; i++) {
    const { AuthEvents } = await call('AdminListUserAuthEvents', { UserPoolId, Username });
    const found = AuthEvents.find(({ EventType, EventRisk }) => EventType === 'SignIn' && EventRisk);
    if (found) return found.EventRisk;
    await pause(100);
  }
  return assert.fail('the sign-in was not written down');
}
