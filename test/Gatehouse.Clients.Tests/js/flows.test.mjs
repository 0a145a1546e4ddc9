// Every flow and every challenge once through the SDK, with nothing in the answers but what they have.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticator } from './rig/authenticator.mjs';
import { call, claims, codeFor, fresh, mailbox, otherPassword, password, pool, refused } from './rig/server.mjs';
import { begin, device } from './rig/srp.mjs';
import { totp } from './rig/totp.mjs';

const ways = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
const party = 'example.com';
const factors = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] } } };

/** A pool with every way in. */
async function open(mfa = {}, more = {}) {
  const at = await pool({ ...factors, ...more }, ways);
  await call('SetUserPoolMfaConfig', { UserPoolId: at.UserPoolId, WebAuthnConfiguration: { RelyingPartyId: party, UserVerification: 'preferred' }, ...mfa });
  return at;
}

const guarded = (MfaConfiguration) => open({
  MfaConfiguration, SoftwareTokenMfaConfiguration: { Enabled: true }, EmailMfaConfiguration: {},
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'x' } },
});

const [at, mfa, must] = [await open(), await guarded('OPTIONAL'), await guarded('ON')];

/** Somebody with a password, a mailbox and a telephone. */
async function person({ UserPoolId }, Permanent = true) {
  const [Username, email, telephone] = [fresh(), mailbox(), `+1555${String(process.hrtime.bigint()).slice(-7)}`];
  await call('AdminCreateUser', {
    UserPoolId, Username, MessageAction: 'SUPPRESS', UserAttributes: [{ Name: 'email', Value: email }, { Name: 'phone_number', Value: telephone }],
  });
  await call('AdminSetUserPassword', { UserPoolId, Username, Password: password, Permanent });
  return { Username, email, telephone };
}

const prefer = (of, { Username }, settings) => call('AdminSetUserMFAPreference', { UserPoolId: of.UserPoolId, Username, ...settings });
const start = ({ ClientId }, AuthFlow, AuthParameters) => call('InitiateAuth', { ClientId, AuthFlow, AuthParameters });
const answer = ({ ClientId }, { ChallengeName, Session }, ChallengeResponses) =>
  call('RespondToAuthChallenge', { ClientId, ChallengeName, Session, ChallengeResponses });
const plainly = (of, USERNAME) => start(of, 'USER_PASSWORD_AUTH', { USERNAME, PASSWORD: password });

/** An answer asks for this challenge with these parameters, a session, and nothing else; whatever differs each time is compared by name. */
function asks({ $metadata, ...given }, ChallengeName, parameters, more = []) {
  assert.equal(given.ChallengeName, ChallengeName);
  assert.deepEqual(Object.keys(given).sort(), ['ChallengeName', 'ChallengeParameters', 'Session', ...more].sort());
  if (Array.isArray(parameters)) assert.deepEqual(Object.keys(given.ChallengeParameters).sort(), parameters.sort());
  else assert.deepEqual(given.ChallengeParameters, parameters);
  assert.match(given.Session, /^AYABe.{15,2043}$/);
  return given;
}

/** An answer lets in, with these tokens and nothing else. */
function lets({ $metadata, ...given }, tokens = ['AccessToken', 'ExpiresIn', 'IdToken', 'RefreshToken', 'TokenType']) {
  assert.deepEqual(Object.keys(given).filter((name) => name !== 'ChallengeParameters'), ['AuthenticationResult']);
  assert.deepEqual(given.ChallengeParameters ?? {}, {});
  assert.deepEqual(Object.keys(given.AuthenticationResult).sort(), tokens);
  assert.deepEqual([given.AuthenticationResult.ExpiresIn, given.AuthenticationResult.TokenType], [3600, 'Bearer']);
  return given.AuthenticationResult;
}

const sent = (medium, destination, more = {}) => ({ CODE_DELIVERY_DELIVERY_MEDIUM: medium, CODE_DELIVERY_DESTINATION: destination, ...more });
const hidden = ({ email, telephone }) => ({ email: `${email[0]}***@${email.split('@')[1][0]}***`, telephone: `+*******${telephone.slice(-4)}` });
const srp = ['SALT', 'SECRET_BLOCK', 'SRP_B', 'USERNAME', 'USER_ID_FOR_SRP'];

test('a password lets in, from an application and from a server', async () => {
  const { Username } = await person(at);
  lets(await plainly(at, Username));
  lets(await call('AdminInitiateAuth', { ...at, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: password } }));
  await refused('AdminInitiateAuth', { ...at, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: password } }, 'InvalidParameterException');
});

test('SRP asks PASSWORD_VERIFIER, however it was begun', async () => {
  const { Username } = await person(at);
  const half = () => begin(at.UserPoolId, password);
  const begun = [
    (A) => start(at, 'USER_SRP_AUTH', { USERNAME: Username, SRP_A: A }),
    (A) => start(at, 'USER_AUTH', { USERNAME: Username, SRP_A: A, PREFERRED_CHALLENGE: 'PASSWORD_SRP' }),
    async (A) => answer(at, await start(at, 'USER_AUTH', { USERNAME: Username }), { USERNAME: Username, ANSWER: 'PASSWORD_SRP', SRP_A: A }),
    async (A) => answer(at, await start(at, 'USER_AUTH', { USERNAME: Username, PREFERRED_CHALLENGE: 'PASSWORD_SRP' }), { USERNAME: Username, SRP_A: A }),
  ];
  for (const way of begun) {
    const exchange = half();
    const { ChallengeName, ChallengeParameters, Session } = await way(exchange.A);
    assert.equal(ChallengeName, 'PASSWORD_VERIFIER');
    assert.deepEqual(Object.keys(ChallengeParameters).sort(), srp);
    assert.deepEqual([ChallengeParameters.USERNAME, ChallengeParameters.USER_ID_FOR_SRP], [Username, Username]);
    lets(await answer(at, { ChallengeName, Session }, exchange.answer(ChallengeParameters)));
  }
});

test('who chooses is asked SELECT_CHALLENGE, and then for what they chose', async () => {
  const one = await person(at);
  const { Username } = one;
  const choose = async (ANSWER, more = {}) => {
    const asked = asks(await start(at, 'USER_AUTH', { USERNAME: Username }), 'SELECT_CHALLENGE', {}, ['AvailableChallenges']);
    assert.deepEqual(asked.AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']);
    return answer(at, asked, { USERNAME: Username, ANSWER, ...more });
  };
  lets(await choose('PASSWORD', { PASSWORD: password }));
  lets(await answer(at, asks(await choose('PASSWORD'), 'PASSWORD', {}), { USERNAME: Username, PASSWORD: password }));
  asks(await choose('PASSWORD_SRP'), 'PASSWORD_SRP', {});
  const mail = asks(await choose('EMAIL_OTP'), 'EMAIL_OTP', sent('EMAIL', hidden(one).email));
  lets(await answer(at, mail, { USERNAME: Username, EMAIL_OTP_CODE: await codeFor(one.email) }));
  const text = asks(await choose('SMS_OTP'), 'SMS_OTP', sent('SMS', hidden(one).telephone));
  lets(await answer(at, text, { USERNAME: Username, SMS_OTP_CODE: await codeFor(one.telephone) }));
});

test('what is preferred is asked at once, from an application and from a server', async () => {
  const one = await person(at);
  const { Username } = one;
  const preferred = (PREFERRED_CHALLENGE, more = {}) => start(at, 'USER_AUTH', { USERNAME: Username, PREFERRED_CHALLENGE, ...more });
  lets(await preferred('PASSWORD', { PASSWORD: password }));
  lets(await answer(at, asks(await preferred('PASSWORD'), 'PASSWORD', {}), { USERNAME: Username, PASSWORD: password }));
  const mail = asks(await preferred('EMAIL_OTP'), 'EMAIL_OTP', sent('EMAIL', hidden(one).email));
  lets(await answer(at, mail, { USERNAME: Username, EMAIL_OTP_CODE: await codeFor(one.email) }));

  const byServer = await call('AdminInitiateAuth', { ...at, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: Username, PREFERRED_CHALLENGE: 'SMS_OTP' } });
  const { ChallengeName, Session } = asks(byServer, 'SMS_OTP', sent('SMS', hidden(one).telephone));
  const code = await codeFor(one.telephone);
  await refused(
    'AdminRespondToAuthChallenge', { ...at, ChallengeName, Session, ChallengeResponses: { USERNAME: Username } },
    'InvalidParameterException', 'Missing required parameter SMS_OTP_CODE');
  lets(await call('AdminRespondToAuthChallenge', { ...at, ChallengeName, Session, ChallengeResponses: { USERNAME: Username, SMS_OTP_CODE: code } }));
});

test('a passkey is asked by WEB_AUTHN', async () => {
  const { Username } = await person(at);
  const { AccessToken } = lets(await plainly(at, Username));
  const key = authenticator(`https://app.${party}`, party);
  const { CredentialCreationOptions } = await call('StartWebAuthnRegistration', { AccessToken });
  await call('CompleteWebAuthnRegistration', { AccessToken, Credential: key.make(CredentialCreationOptions) });

  const asked = asks(await start(at, 'USER_AUTH', { USERNAME: Username, PREFERRED_CHALLENGE: 'WEB_AUTHN' }), 'WEB_AUTHN', ['CREDENTIAL_REQUEST_OPTIONS']);
  const options = JSON.parse(asked.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS);
  assert.deepEqual([options.rpId, options.userVerification], [party, 'preferred']);
  assert.deepEqual(options.allowCredentials.map(({ id, type }) => [id, type]), [[key.id, 'public-key']]);
  const CREDENTIAL = JSON.stringify(key.prove(options, claims(AccessToken).sub));
  lets(await answer(at, asked, { USERNAME: Username, CREDENTIAL }));
});

test('a temporary password is asked for another one', async () => {
  const one = await person(at, false);
  const { Username } = one;
  const asked = asks(await plainly(at, Username), 'NEW_PASSWORD_REQUIRED', {
    USER_ID_FOR_SRP: Username, requiredAttributes: '[]',
    userAttributes: JSON.stringify({ email: one.email, email_verified: 'false', phone_number: one.telephone, phone_number_verified: 'false' }),
  });
  lets(await answer(at, asked, { USERNAME: Username, NEW_PASSWORD: otherPassword }));
});

test('a second factor is asked by its own challenge', async () => {
  const one = await person(mfa);
  const { Username } = one;
  const own = { USER_ID_FOR_SRP: Username };
  const { AccessToken } = lets(await plainly(mfa, Username));

  await prefer(mfa, one, { SMSMfaSettings: { Enabled: true, PreferredMfa: true } });
  const text = asks(await plainly(mfa, Username), 'SMS_MFA', sent('SMS', hidden(one).telephone, own));
  lets(await answer(mfa, text, { USERNAME: Username, SMS_MFA_CODE: await codeFor(one.telephone) }));

  await prefer(mfa, one, { SMSMfaSettings: { Enabled: true, PreferredMfa: false }, EmailMfaSettings: { Enabled: true, PreferredMfa: true } });
  const mail = asks(await plainly(mfa, Username), 'EMAIL_OTP', sent('EMAIL', hidden(one).email, own));
  lets(await answer(mfa, mail, { USERNAME: Username, EMAIL_OTP_CODE: await codeFor(one.email) }));

  const { SecretCode } = await call('AssociateSoftwareToken', { AccessToken });
  await call('VerifySoftwareToken', { AccessToken, UserCode: totp(SecretCode) });
  await prefer(mfa, one, { EmailMfaSettings: { Enabled: true, PreferredMfa: false }, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false } });
  const choice = asks(await plainly(mfa, Username), 'SELECT_MFA_TYPE', ['MFAS_CAN_CHOOSE', 'USER_ID_FOR_SRP']);
  assert.deepEqual(JSON.parse(choice.ChallengeParameters.MFAS_CAN_CHOOSE).sort(), ['EMAIL_OTP', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
  const shown = asks(await answer(mfa, choice, { USERNAME: Username, ANSWER: 'SOFTWARE_TOKEN_MFA' }), 'SOFTWARE_TOKEN_MFA', own);
  lets(await answer(mfa, shown, { USERNAME: Username, SOFTWARE_TOKEN_MFA_CODE: totp(SecretCode, 1) }));
});

test('who must have a second factor and has none is asked MFA_SETUP', async () => {
  const Username = fresh();
  await call('AdminCreateUser', { UserPoolId: must.UserPoolId, Username, MessageAction: 'SUPPRESS' });
  await call('AdminSetUserPassword', { UserPoolId: must.UserPoolId, Username, Password: password, Permanent: true });
  const asked = asks(await plainly(must, Username), 'MFA_SETUP', ['MFAS_CAN_SETUP', 'USER_ID_FOR_SRP']);
  assert.deepEqual(JSON.parse(asked.ChallengeParameters.MFAS_CAN_SETUP).sort(), ['EMAIL_OTP', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
  const { SecretCode, Session } = await call('AssociateSoftwareToken', { Session: asked.Session });
  const verified = await call('VerifySoftwareToken', { Session, UserCode: totp(SecretCode) });
  lets(await answer(must, { ChallengeName: 'MFA_SETUP', Session: verified.Session }, { USERNAME: Username }));
});

test('a remembered device is asked DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER', async () => {
  const tracked = await open({}, { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false } });
  const { Username } = await person(tracked);
  const all = ['AccessToken', 'ExpiresIn', 'IdToken', 'NewDeviceMetadata', 'RefreshToken', 'TokenType'];
  const { AccessToken, NewDeviceMetadata } = lets(await plainly(tracked, Username), all);
  assert.deepEqual(Object.keys(NewDeviceMetadata).sort(), ['DeviceGroupKey', 'DeviceKey']);
  const mine = device(NewDeviceMetadata);
  const { DeviceKey: DEVICE_KEY } = NewDeviceMetadata;
  await call('ConfirmDevice', { AccessToken, DeviceKey: DEVICE_KEY, DeviceName: 'a program', DeviceSecretVerifierConfig: mine.config });

  const attempt = (more) => start(tracked, 'USER_PASSWORD_AUTH', { USERNAME: Username, PASSWORD: password, ...more });
  const asked = asks(await attempt({ DEVICE_KEY }), 'DEVICE_SRP_AUTH', { DEVICE_KEY, USERNAME: Username, USER_ID_FOR_SRP: Username });
  const half = mine.begin();
  const verifier = asks(
    await answer(tracked, asked, { USERNAME: Username, DEVICE_KEY, SRP_A: half.A }),
    'DEVICE_PASSWORD_VERIFIER', ['DEVICE_KEY', 'SALT', 'SECRET_BLOCK', 'SRP_B', 'USERNAME']);
  const bent = { ...half.answer(verifier.ChallengeParameters), PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64') };
  const { AuthenticationResult } = await answer(tracked, verifier, half.answer(verifier.ChallengeParameters));
  assert.equal(claims(AuthenticationResult.AccessToken).device_key, DEVICE_KEY);
  assert.equal(AuthenticationResult.NewDeviceMetadata, undefined, 'it is no new one');
  await refused(
    'RespondToAuthChallenge', { ClientId: tracked.ClientId, ChallengeName: 'DEVICE_PASSWORD_VERIFIER', Session: verifier.Session, ChallengeResponses: bent },
    'NotAuthorizedException');

  const { ChallengeName, Session } = await attempt({ DEVICE_KEY });
  const again = mine.begin();
  const second = await answer(tracked, { ChallengeName, Session }, { USERNAME: Username, DEVICE_KEY, SRP_A: again.A });
  await refused(
    'RespondToAuthChallenge',
    {
      ClientId: tracked.ClientId, ChallengeName: 'DEVICE_PASSWORD_VERIFIER', Session: second.Session,
      ChallengeResponses: { ...again.answer(second.ChallengeParameters), PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64') },
    },
    'NotAuthorizedException');
});

test('refreshed tokens have no refresh token, by either operation', async () => {
  const { Username } = await person(at);
  const { RefreshToken } = lets(await plainly(at, Username));
  const tokens = ['AccessToken', 'ExpiresIn', 'IdToken', 'TokenType'];
  lets(await start(at, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken }), tokens);
  lets(await call('GetTokensFromRefreshToken', { ClientId: at.ClientId, RefreshToken }), tokens);
  await refused('GetTokensFromRefreshToken', { ClientId: at.ClientId, RefreshToken: 'made-up' }, 'NotAuthorizedException');
});

test('an application gets a token of its own', async () => {
  await call('CreateResourceServer', { UserPoolId: at.UserPoolId, Identifier: 'shop', Name: 'shop', Scopes: [{ ScopeName: 'read', ScopeDescription: 'r' }] });
  const { UserPoolClient: { ClientId, ClientSecret } } = await call('CreateUserPoolClient', {
    UserPoolId: at.UserPoolId, ClientName: 'service', GenerateSecret: true, ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'],
    AllowedOAuthFlows: ['client_credentials'], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ['shop/read'],
  });
  const { ClientAuthenticationResult } = await call('GetClientToken', { ClientId, Secret: ClientSecret, Scopes: ['shop/read'] });
  assert.deepEqual(Object.keys(ClientAuthenticationResult).sort(), ['AccessToken', 'ExpiresIn', 'TokenType']);
  assert.equal(claims(ClientAuthenticationResult.AccessToken).scope, 'shop/read');
});
