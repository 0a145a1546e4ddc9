// Devices: amazon-cognito-identity-js confirms, proves and forgets its own; the SDK sees them from outside.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthenticationDetails, CognitoRefreshToken, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { attributes, call, claims, confirmed, endpoint, password, pool, refused, region, signIn } from './rig/server.mjs';
import { totp } from './rig/totp.mjs';

const tracking = (more = {}) => ({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false, ...more } });
const at = await pool(tracking());
const asking = await pool(tracking({ DeviceOnlyRememberedOnUserPrompt: true }));
const none = `${region}_00000000-0000-4000-8000-000000000000`;

/** What one device remembers. */
const storage = () => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key), clear: () => kept.clear() };
};

/** A person in the library, on a device. */
const userOn = (Storage, Username, { UserPoolId, ClientId } = at) =>
  new CognitoUser({ Username, Storage, Pool: new CognitoUserPool({ UserPoolId, ClientId, endpoint: `${endpoint}/`, Storage }) });

const follow = (target, method, ...given) =>
  new Promise((resolve, reject) => target[method](...given, { onSuccess: (value, more) => resolve({ value, more }), onFailure: reject }));
const ask = (target, method, ...given) =>
  new Promise((resolve, reject) => target[method](...given, (error, value) => (error ? reject(error) : resolve(value))));
const enter = (user, Password = password) =>
  follow(user, 'authenticateUser', new AuthenticationDetails({ Username: user.getUsername(), Password }));
const keyIn = ({ value }) => value.getAccessToken().payload.device_key;

test('the library confirms its device and proves it when it comes again', async () => {
  const { Username } = await confirmed(at);
  const phone = storage();
  const first = await enter(userOn(phone, Username));
  const key = keyIn(first);
  assert.match(key, new RegExp(`^${region}_[0-9a-f-]{36}$`));
  assert.notEqual(first.more, true, 'nobody need be asked');

  const { Device } = await call('AdminGetDevice', { UserPoolId: at.UserPoolId, Username, DeviceKey: key });
  const known = attributes(Device.DeviceAttributes);
  assert.equal(known.device_status, 'valid');
  assert.equal(known['dev:device_remembered_status'], 'remembered');
  assert.ok(known.device_name);
  assert.ok(known.last_ip_used);
  assert.ok(Device.DeviceCreateDate instanceof Date && Device.DeviceLastAuthenticatedDate instanceof Date);

  const user = userOn(phone, Username);
  assert.equal(keyIn(await enter(user)), key, 'the same device');
  assert.equal(keyIn(await enter(user)), key);
  const plain = userOn(phone, Username);
  plain.setAuthenticationFlowType('USER_PASSWORD_AUTH');
  assert.equal(keyIn(await enter(plain)), key, 'after a plain password too');
  const { Devices } = await call('AdminListDevices', { UserPoolId: at.UserPoolId, Username });
  assert.deepEqual(Devices.map((device) => device.DeviceKey), [key]);
});

test('the library refreshes on its device and nobody does elsewhere', async () => {
  const { Username } = await confirmed(at);
  const phone = storage();
  const { value: session } = await enter(userOn(phone, Username));
  const REFRESH_TOKEN = session.getRefreshToken().getToken();
  const renewed = await ask(userOn(phone, Username), 'refreshSession', new CognitoRefreshToken({ RefreshToken: REFRESH_TOKEN }));
  assert.equal(renewed.getAccessToken().payload.device_key, session.getAccessToken().payload.device_key);
  const elsewhere = { ClientId: at.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } };
  await refused('InitiateAuth', elsewhere, 'NotAuthorizedException', 'Invalid Refresh Token.');
});

test('the library lets people remember their device or not', async () => {
  const { Username } = await confirmed(asking);
  const user = userOn(storage(), Username, asking);
  assert.equal((await enter(user)).more, true, 'the person is asked');
  const status = async () => attributes((await follow(user, 'getDevice')).value.Device.DeviceAttributes)['dev:device_remembered_status'];
  assert.equal(await status(), 'not_remembered');
  await follow(user, 'setDeviceStatusRemembered');
  assert.equal(await status(), 'remembered');
  await follow(user, 'setDeviceStatusNotRemembered');
  assert.equal(await status(), 'not_remembered');
  const { value } = await follow(user, 'listDevices', 10, null);
  assert.equal(value.Devices.length, 1);
});

test('the library starts anew on a device that was forgotten', async () => {
  const { Username } = await confirmed(at);
  const phone = storage();
  const user = userOn(phone, Username);
  const key = keyIn(await enter(user));
  await call('AdminForgetDevice', { UserPoolId: at.UserPoolId, Username, DeviceKey: key });
  const again = keyIn(await enter(userOn(phone, Username)));
  assert.notEqual(again, key);

  const mine = userOn(phone, Username);
  await enter(mine);
  await follow(mine, 'forgetDevice');
  assert.deepEqual((await call('AdminListDevices', { UserPoolId: at.UserPoolId, Username })).Devices, []);
});

test('a device stands in for the second factor only where it proves itself', async () => {
  const mfa = await pool(tracking());
  await call('SetUserPoolMfaConfig', {
    UserPoolId: mfa.UserPoolId, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true },
  });
  const { Username } = await confirmed(mfa);
  const phone = storage();
  const user = userOn(phone, Username, mfa);
  const { value: session } = await enter(user);
  const AccessToken = session.getAccessToken().getJwtToken();
  const { SecretCode } = await call('AssociateSoftwareToken', { AccessToken });
  await call('VerifySoftwareToken', { AccessToken, UserCode: totp(SecretCode) });
  await call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });

  const key = session.getAccessToken().payload.device_key;
  const plain = (more) => ({
    ClientId: mfa.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: password, ...more },
  });
  assert.equal((await call('InitiateAuth', plain({}))).ChallengeName, 'SOFTWARE_TOKEN_MFA');
  assert.equal((await call('InitiateAuth', plain({ DEVICE_KEY: key }))).ChallengeName, 'DEVICE_SRP_AUTH');
  assert.equal(keyIn(await enter(userOn(phone, Username, mfa))), key);
});

test('what is not the persons device is refused', async () => {
  const [ana, eve] = [await confirmed(at), await confirmed(at)];
  const key = keyIn(await enter(userOn(storage(), ana.Username)));
  const { AccessToken, NewDeviceMetadata } = await signIn(at, eve);
  assert.match(NewDeviceMetadata.DeviceGroupKey, /^-[\w-]{8}$/);
  assert.equal(claims(AccessToken).device_key, NewDeviceMetadata.DeviceKey);
  const gone = ['ResourceNotFoundException', 'Device does not exist.'];
  for (const DeviceKey of [key, none]) {
    await refused('GetDevice', { AccessToken, DeviceKey }, ...gone);
    await refused('ForgetDevice', { AccessToken, DeviceKey }, ...gone);
    await refused('UpdateDeviceStatus', { AccessToken, DeviceKey, DeviceRememberedStatus: 'remembered' }, ...gone);
    await refused('ConfirmDevice', { AccessToken, DeviceKey }, ...gone);
    const admin = { UserPoolId: at.UserPoolId, Username: eve.Username, DeviceKey };
    await refused('AdminGetDevice', admin, ...gone);
    await refused('AdminForgetDevice', admin, ...gone);
    await refused('AdminUpdateDeviceStatus', { ...admin, DeviceRememberedStatus: 'remembered' }, ...gone);
    const attempt = { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: eve.Username, PASSWORD: password, DEVICE_KEY: DeviceKey } };
    await refused('InitiateAuth', attempt, ...gone);
  }
});

test('the SDK confirms, lists, changes and forgets devices', async () => {
  const person = await confirmed(asking);
  const [one, two] = [await signIn(asking, person), await signIn(asking, person)];
  for (const { AccessToken, NewDeviceMetadata: { DeviceKey } } of [one, two]) {
    const input = { AccessToken, DeviceKey, DeviceName: 'a program', DeviceSecretVerifierConfig: { Salt: 'AQID', PasswordVerifier: 'BAUG' } };
    assert.equal((await call('ConfirmDevice', input)).UserConfirmationNecessary, true);
    await refused('ConfirmDevice', input, 'DeviceKeyExistsException');
  }
  const { AccessToken, NewDeviceMetadata: { DeviceKey } } = one;
  const first = await call('ListDevices', { AccessToken, Limit: 1 });
  const second = await call('ListDevices', { AccessToken, Limit: 1, PaginationToken: first.PaginationToken });
  const keys = [one, two].map((device) => device.NewDeviceMetadata.DeviceKey).sort();
  assert.deepEqual([...first.Devices, ...second.Devices].map((device) => device.DeviceKey), keys);
  assert.equal(second.PaginationToken, undefined);
  await refused('ListDevices', { AccessToken, PaginationToken: 'bm8' }, 'InvalidParameterException', 'Invalid pagination token.');

  await call('UpdateDeviceStatus', { AccessToken, DeviceKey, DeviceRememberedStatus: 'remembered' });
  await call('AdminUpdateDeviceStatus', { UserPoolId: asking.UserPoolId, Username: person.Username, DeviceKey, DeviceRememberedStatus: 'not_remembered' });
  const { Device } = await call('GetDevice', { AccessToken, DeviceKey });
  assert.equal(attributes(Device.DeviceAttributes)['dev:device_remembered_status'], 'not_remembered');
  await call('ForgetDevice', { AccessToken, DeviceKey });
  await refused('GetDevice', { AccessToken, DeviceKey }, 'ResourceNotFoundException', 'Device does not exist.');
  await refused('AdminListDevices', { UserPoolId: asking.UserPoolId, Username: 'nobody' }, 'ResourceNotFoundException');
});

test('a pool that keeps no track has no devices', async () => {
  const plain = await pool();
  const person = await confirmed(plain);
  const tokens = await signIn(plain, person);
  assert.equal(tokens.NewDeviceMetadata, undefined);
  await refused('ListDevices', { AccessToken: tokens.AccessToken }, 'InvalidUserPoolConfigurationException');
  await refused('AdminListDevices', { UserPoolId: plain.UserPoolId, Username: person.Username }, 'InvalidUserPoolConfigurationException');

  // In a browser the library names a device with every refresh, and the name is null.
  const user = userOn(storage(), person.Username, plain);
  const { value: session } = await enter(user);
  const renewed = await ask(user, 'refreshSession', new CognitoRefreshToken({ RefreshToken: session.getRefreshToken().getToken() }));
  assert.equal(renewed.getAccessToken().payload.device_key, undefined);
});
