// Every way to sign in, by the AWS SDK.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appClient, call, claims, confirmed, fresh, mailbox, otherPassword, password, pool, refused, signIn, signedIn,
} from './rig/server.mjs';
import { begin, secretHash } from './rig/srp.mjs';

const at = await pool();
const { UserPoolId, ClientId } = at;
const byPassword = (USERNAME, PASSWORD, more = {}) => ({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD, ...more } });

test('a password signs in and gives three tokens', async () => {
  const person = await confirmed(at);
  const { AuthenticationResult: result, ChallengeName } = await call('InitiateAuth', byPassword(person.Username, password));
  assert.equal(ChallengeName, undefined);
  assert.equal(result.TokenType, 'Bearer');
  assert.equal(result.ExpiresIn, 3600);

  const access = claims(result.AccessToken);
  assert.equal(access.sub, person.sub);
  assert.equal(access.token_use, 'access');
  assert.equal(access.client_id, ClientId);
  assert.equal(access.scope, 'aws.cognito.signin.user.admin');
  assert.equal(access.username, person.Username);
  assert.equal(access.aud, undefined);
  assert.equal(access.exp - access.iat, 3600);

  const id = claims(result.IdToken);
  assert.equal(id.aud, ClientId);
  assert.equal(id.token_use, 'id');
  assert.equal(id['cognito:username'], person.Username);
  assert.equal(id.email, person.email);
  assert.strictEqual(id.email_verified, true);
  assert.ok(id.iss.endsWith(`/${UserPoolId}`));
  assert.equal(result.RefreshToken.split('.').length > 0, true);
});

test('a wrong password is refused', async () => {
  const person = await confirmed(at);
  await refused('InitiateAuth', byPassword(person.Username, 'Wrong-guess-1'), 'NotAuthorizedException', 'Incorrect username or password.');
});

test('six wrong passwords lock, and the lock ends', async () => {
  const person = await confirmed(at);
  for (let i = 0; i < 6; i++) await refused('InitiateAuth', byPassword(person.Username, 'Wrong-guess-1'), 'NotAuthorizedException');
  await refused('InitiateAuth', byPassword(person.Username, password), 'NotAuthorizedException', 'Password attempts exceeded');
});

test('somebody who is not there looks like a wrong password where the client wishes it', async () => {
  await refused('InitiateAuth', byPassword(fresh('nobody'), password), 'UserNotFoundException', 'User does not exist.');
  const hiding = await appClient(UserPoolId, { PreventUserExistenceErrors: 'ENABLED' });
  const attempt = { ...byPassword(fresh('nobody'), password), ClientId: hiding.ClientId };
  await refused('InitiateAuth', attempt, 'NotAuthorizedException', 'Incorrect username or password.');
});

test('an administrator signs a person in by password', async () => {
  const person = await confirmed(at);
  const attempt = (PASSWORD, AuthFlow) => ({ UserPoolId, ClientId, AuthFlow, AuthParameters: { USERNAME: person.Username, PASSWORD } });
  for (const flow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH']) {
    assert.ok((await call('AdminInitiateAuth', attempt(password, flow))).AuthenticationResult.IdToken);
  }
  await refused('AdminInitiateAuth', attempt('Wrong-guess-1', 'ADMIN_USER_PASSWORD_AUTH'), 'NotAuthorizedException');
});

test('a flow the client does not allow is refused', async () => {
  const person = await confirmed(at);
  const app = await appClient(UserPoolId, { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] });
  await refused(
    'InitiateAuth', { ...byPassword(person.Username, password), ClientId: app.ClientId },
    'InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client',
  );
  await refused(
    'AdminInitiateAuth',
    { UserPoolId, ClientId: app.ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: person.Username, PASSWORD: password } },
    'InvalidParameterException', 'Auth flow not enabled for this client',
  );
});

test('a parameter that is missing is named', async () => {
  const person = await confirmed(at);
  const attempt = (AuthFlow, AuthParameters) => ({ ClientId, AuthFlow, AuthParameters });
  await refused('InitiateAuth', attempt('USER_PASSWORD_AUTH', { USERNAME: person.Username }), 'InvalidParameterException', 'Missing required parameter PASSWORD');
  await refused('InitiateAuth', attempt('USER_PASSWORD_AUTH', { PASSWORD: password }), 'InvalidParameterException', 'Missing required parameter USERNAME');
  await refused('InitiateAuth', attempt('USER_SRP_AUTH', { USERNAME: person.Username }), 'InvalidParameterException', 'Missing required parameter SRP_A');
  await refused('InitiateAuth', attempt('REFRESH_TOKEN_AUTH', {}), 'InvalidParameterException', 'Missing required parameter REFRESH_TOKEN');
  await refused('InitiateAuth', attempt('SOME_FLOW', {}), 'InvalidParameterException', /enum value set/);
});

test('SRP signs in without the password on the wire, and each proof works once', async () => {
  const person = await confirmed(at);
  const exchange = begin(UserPoolId, password);
  const started = await call('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: person.Username, SRP_A: exchange.A } });
  assert.equal(started.ChallengeName, 'PASSWORD_VERIFIER');
  assert.equal(started.ChallengeParameters.USERNAME, person.Username);
  const proof = { ClientId, ChallengeName: started.ChallengeName, ChallengeResponses: exchange.answer(started.ChallengeParameters), Session: started.Session };
  const { AuthenticationResult } = await call('RespondToAuthChallenge', proof);
  assert.equal(claims(AuthenticationResult.AccessToken).sub, person.sub);
  await refused('RespondToAuthChallenge', proof, 'NotAuthorizedException');
});

test('SRP with a wrong password, a bent block or a bent signature is refused', async () => {
  const person = await confirmed(at);
  const attempt = async (secret, bend = (r) => r) => {
    const exchange = begin(UserPoolId, secret);
    const { ChallengeName, ChallengeParameters, Session } = await call('InitiateAuth', {
      ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: person.Username, SRP_A: exchange.A },
    });
    return { ClientId, ChallengeName, Session, ChallengeResponses: bend(exchange.answer(ChallengeParameters)) };
  };
  const wrongText = 'Incorrect username or password.';
  await refused('RespondToAuthChallenge', await attempt('Wrong-guess-1'), 'NotAuthorizedException', wrongText);
  const bendBlock = (r) => ({ ...r, PASSWORD_CLAIM_SECRET_BLOCK: Buffer.from(r.PASSWORD_CLAIM_SECRET_BLOCK, 'base64').reverse().toString('base64') });
  await refused('RespondToAuthChallenge', await attempt(password, bendBlock), 'NotAuthorizedException', wrongText);
  const bendSignature = (r) => ({ ...r, PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64') });
  await refused('RespondToAuthChallenge', await attempt(password, bendSignature), 'NotAuthorizedException', wrongText);
});

test('SRP refuses numbers that would make every password right', async () => {
  const person = await confirmed(at);
  for (const SRP_A of ['0', '00', 'not-a-number']) {
    await refused('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: person.Username, SRP_A } }, 'InvalidParameterException');
  }
});

test('SRP tells nobody who is there', async () => {
  const hiding = await appClient(UserPoolId, { PreventUserExistenceErrors: 'ENABLED' });
  const USERNAME = fresh('nobody');
  const start = () => call('InitiateAuth', { ClientId: hiding.ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME, SRP_A: begin(UserPoolId, 'x').A } });
  const [first, second] = [await start(), await start()];
  assert.equal(first.ChallengeName, 'PASSWORD_VERIFIER');
  assert.equal(first.ChallengeParameters.SALT, second.ChallengeParameters.SALT, 'a salt that changes gives the pretence away');
  assert.equal(first.ChallengeParameters.USER_ID_FOR_SRP, second.ChallengeParameters.USER_ID_FOR_SRP);
});

test('an administrator signs a person in by SRP', async () => {
  const person = await confirmed(at);
  const exchange = begin(UserPoolId, password);
  const started = await call('AdminInitiateAuth', {
    UserPoolId, ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: person.Username, SRP_A: exchange.A },
  });
  const { AuthenticationResult } = await call('AdminRespondToAuthChallenge', {
    UserPoolId, ClientId, ChallengeName: started.ChallengeName, Session: started.Session,
    ChallengeResponses: exchange.answer(started.ChallengeParameters),
  });
  assert.ok(AuthenticationResult.RefreshToken);
});

test('a refresh gives new tokens of the same sign-in and no refresh token', async () => {
  const person = await signedIn(at);
  for (const AuthFlow of ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN']) {
    const { AuthenticationResult } = await call('InitiateAuth', { ClientId, AuthFlow, AuthParameters: { REFRESH_TOKEN: person.RefreshToken } });
    assert.equal(AuthenticationResult.RefreshToken, undefined);
    const [old, renewed] = [claims(person.AccessToken), claims(AuthenticationResult.AccessToken)];
    assert.equal(renewed.auth_time, old.auth_time);
    assert.equal(renewed.origin_jti, old.origin_jti);
    assert.notEqual(renewed.jti, old.jti);
  }
  const byAdmin = { UserPoolId, ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: person.RefreshToken } };
  assert.ok((await call('AdminInitiateAuth', byAdmin)).AuthenticationResult.IdToken);
});

test('a refresh token of nobody, or of another client, is refused', async () => {
  const person = await signedIn(at);
  const other = await appClient(UserPoolId);
  const attempt = (client, REFRESH_TOKEN) => ({ ClientId: client, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } });
  await refused('InitiateAuth', attempt(ClientId, 'made-up'), 'NotAuthorizedException', /^Invalid Refresh Token/);
  await refused('InitiateAuth', attempt(other.ClientId, person.RefreshToken), 'NotAuthorizedException');
});

test('a temporary password is replaced, and missing attributes are asked for', async () => {
  const strict = await pool({ Schema: [{ Name: 'given_name', AttributeDataType: 'String', Required: true, Mutable: true }] });
  const Username = fresh();
  await call('AdminCreateUser', {
    UserPoolId: strict.UserPoolId, Username, TemporaryPassword: 'Temporary-9', MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email', Value: mailbox() }],
  });
  const asked = await call('InitiateAuth', {
    ClientId: strict.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: 'Temporary-9' },
  });
  assert.equal(asked.ChallengeName, 'NEW_PASSWORD_REQUIRED');
  assert.deepEqual(JSON.parse(asked.ChallengeParameters.requiredAttributes), ['userAttributes.given_name']);
  assert.ok(JSON.parse(asked.ChallengeParameters.userAttributes).email);
  assert.match(asked.Session, /^.{20,2048}$/);

  const answer = (responses) => ({
    ClientId: strict.ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: asked.Session, ChallengeResponses: { USERNAME: Username, ...responses },
  });
  await refused('RespondToAuthChallenge', answer({ NEW_PASSWORD: 'weakling', 'userAttributes.given_name': 'G' }), 'InvalidPasswordException');
  await refused('RespondToAuthChallenge', answer({ NEW_PASSWORD: otherPassword }), 'InvalidParameterException', /given_name/);
  const done = answer({ NEW_PASSWORD: otherPassword, 'userAttributes.given_name': 'G' });
  assert.ok((await call('RespondToAuthChallenge', done)).AuthenticationResult.AccessToken);
  await refused('RespondToAuthChallenge', done, 'NotAuthorizedException', /^Invalid session for the user/);
  assert.equal((await call('AdminGetUser', { UserPoolId: strict.UserPoolId, Username })).UserStatus, 'CONFIRMED');
});

test('an administrator answers for a temporary password too', async () => {
  const Username = fresh();
  await call('AdminCreateUser', { UserPoolId, Username, TemporaryPassword: 'Temporary-9', MessageAction: 'SUPPRESS' });
  const { Session, ChallengeName } = await call('AdminInitiateAuth', {
    UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: 'Temporary-9' },
  });
  const { AuthenticationResult } = await call('AdminRespondToAuthChallenge', {
    UserPoolId, ClientId, ChallengeName, Session, ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: otherPassword },
  });
  assert.ok(AuthenticationResult.AccessToken);
});

test('a session nobody was given is refused', async () => {
  const person = await confirmed(at);
  await refused(
    'RespondToAuthChallenge',
    { ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 'A'.repeat(64), ChallengeResponses: { USERNAME: person.Username, NEW_PASSWORD: otherPassword } },
    'NotAuthorizedException', /^Invalid session for the user/,
  );
});

test('a client with a secret proves it at every step of every flow', async () => {
  const app = await appClient(UserPoolId, { GenerateSecret: true });
  const person = await confirmed(at);
  const hash = secretHash(app.ClientSecret, person.Username, app.ClientId);
  const attempt = (more) => ({ ...byPassword(person.Username, password, more), ClientId: app.ClientId });
  await refused('InitiateAuth', attempt({}), 'NotAuthorizedException', /secret/);
  await refused('InitiateAuth', attempt({ SECRET_HASH: 'AAAA' }), 'NotAuthorizedException', `Unable to verify secret hash for client ${app.ClientId}`);
  const { AuthenticationResult } = await call('InitiateAuth', attempt({ SECRET_HASH: hash }));
  assert.ok(AuthenticationResult);

  const refresh = (AuthParameters) => ({ ClientId: app.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters });
  await refused('InitiateAuth', refresh({ REFRESH_TOKEN: AuthenticationResult.RefreshToken }), 'NotAuthorizedException');
  assert.ok(await call('InitiateAuth', refresh({ REFRESH_TOKEN: AuthenticationResult.RefreshToken, SECRET_HASH: hash })));

  const exchange = begin(UserPoolId, password);
  const started = await call('InitiateAuth', {
    ClientId: app.ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: person.Username, SRP_A: exchange.A, SECRET_HASH: hash },
  });
  const proof = exchange.answer(started.ChallengeParameters);
  const respond = (ChallengeResponses) => ({ ClientId: app.ClientId, ChallengeName: 'PASSWORD_VERIFIER', Session: started.Session, ChallengeResponses });
  await refused('RespondToAuthChallenge', respond(proof), 'NotAuthorizedException', /secret/i);
  assert.ok((await call('RespondToAuthChallenge', respond({ ...proof, SECRET_HASH: hash }))).AuthenticationResult);
});

test('tokens live as long as the client says', async () => {
  const person = await confirmed(at);
  const app = await appClient(UserPoolId, { AccessTokenValidity: 10, IdTokenValidity: 20, TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes' } });
  const tokens = await signIn(app, person);
  assert.equal(tokens.ExpiresIn, 600);
  assert.equal(claims(tokens.AccessToken).exp - claims(tokens.AccessToken).iat, 600);
  assert.equal(claims(tokens.IdToken).exp - claims(tokens.IdToken).iat, 1200);
});
