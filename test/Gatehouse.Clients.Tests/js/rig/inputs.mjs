// What every operation must be given beside the pool, client, person or token it is about: complete, so that nothing else is wrong with it.
import { password } from './server.mjs';

const attribute = { Name: 'name', Value: 'N' };
const colour = { Name: 'colour', AttributeDataType: 'String' };
const identity = { ProviderName: 'Cognito', ProviderAttributeValue: 'nobody' };
const stranger = { ProviderName: 'Elsewhere', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1' };
const uuid = '11111111-2222-4333-8444-555555555555';
const device = `us-east-1_${uuid}`;
const job = 'import-abcdefghij';
const session = `tkn${'a'.repeat(25)}`;

/** Signed operations on a pool. */
export const onPools = {
  DescribeUserPool: {}, UpdateUserPool: {}, DeleteUserPool: {}, AddCustomAttributes: { CustomAttributes: [colour] },
  GetUserPoolMfaConfig: {}, SetUserPoolMfaConfig: { MfaConfiguration: 'OFF' },
  CreateUserPoolClient: { ClientName: 'a' }, ListUserPoolClients: { MaxResults: 1 }, ListUsers: {},
  CreateGroup: { GroupName: 'g' }, GetGroup: { GroupName: 'g' }, UpdateGroup: { GroupName: 'g' }, DeleteGroup: { GroupName: 'g' }, ListGroups: {},
  ListUsersInGroup: { GroupName: 'g' },
  CreateResourceServer: { Identifier: 'r', Name: 'r' }, DescribeResourceServer: { Identifier: 'r' }, UpdateResourceServer: { Identifier: 'r', Name: 'r' },
  DeleteResourceServer: { Identifier: 'r' }, ListResourceServers: {},
  CreateIdentityProvider: { ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: { client_id: 'a', client_secret: 'b', authorize_scopes: 'openid' } },
  DescribeIdentityProvider: { ProviderName: 'Google' }, UpdateIdentityProvider: { ProviderName: 'Google' }, DeleteIdentityProvider: { ProviderName: 'Google' },
  GetIdentityProviderByIdentifier: { IdpIdentifier: 'i' }, ListIdentityProviders: {}, GetSigningCertificate: {},
  AdminLinkProviderForUser: { DestinationUser: identity, SourceUser: stranger }, AdminDisableProviderForUser: { User: stranger },
  CreateUserPoolDomain: { Domain: 'nobodys-people' }, UpdateUserPoolDomain: { Domain: 'nobodys-people' }, DeleteUserPoolDomain: { Domain: 'nobodys-people' },
  DescribeManagedLoginBranding: { ManagedLoginBrandingId: uuid }, DeleteManagedLoginBranding: { ManagedLoginBrandingId: uuid },
  UpdateManagedLoginBranding: { ManagedLoginBrandingId: uuid, UseCognitoProvidedValues: true }, GetUICustomization: {}, SetUICustomization: {},
  DescribeTerms: { TermsId: uuid }, UpdateTerms: { TermsId: uuid, TermsName: 'terms-of-use' }, DeleteTerms: { TermsId: uuid }, ListTerms: {},
  DescribeRiskConfiguration: {}, SetRiskConfiguration: { RiskExceptionConfiguration: { BlockedIPRangeList: ['203.0.113.0/24'] } },
  GetLogDeliveryConfiguration: {}, SetLogDeliveryConfiguration: { LogConfigurations: [] },
  CreateUserPoolReplica: { RegionName: 'eu-west-3' }, UpdateUserPoolReplica: { RegionName: 'eu-west-3', Status: 'ACTIVE' },
  DeleteUserPoolReplica: { RegionName: 'eu-west-3' }, ListUserPoolReplicas: {},
  GetUserPoolSessionConfiguration: {}, SetUserPoolSessionConfiguration: { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 5 } },
  GetCSVHeader: {}, CreateUserImportJob: { JobName: 'j', CloudWatchLogsRoleArn: 'arn:aws:iam::000000000000:role/logs' }, DescribeUserImportJob: { JobId: job },
  StartUserImportJob: { JobId: job }, StopUserImportJob: { JobId: job }, ListUserImportJobs: { MaxResults: 1 },
};

/** Signed operations on a client of a pool. */
export const onClients = {
  DescribeUserPoolClient: {}, UpdateUserPoolClient: {}, DeleteUserPoolClient: {}, AddUserPoolClientSecret: {}, ListUserPoolClientSecrets: {},
  DeleteUserPoolClientSecret: { ClientSecretId: 'nosuchsecret--1' },
  AdminInitiateAuth: { AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'a', PASSWORD: 'b' } },
  AdminRespondToAuthChallenge: { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 'A'.repeat(40), ChallengeResponses: { USERNAME: 'a', NEW_PASSWORD: password } },
  CreateManagedLoginBranding: { UseCognitoProvidedValues: true }, DescribeManagedLoginBrandingByClient: {},
  CreateTerms: { TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE', Links: { 'cognito:default': 'https://example.com/terms' } },
  DescribeTermsByClient: { TermsName: 'terms-of-use' },
  GetUserPoolClientSessionConfiguration: {}, SetUserPoolClientSessionConfiguration: { SSOSession: { MaxValidityMinutes: 60 } },
};

/** Signed operations on a person of a pool. */
export const onPeople = {
  AdminConfirmSignUp: {}, AdminCreateUser: { MessageAction: 'SUPPRESS' }, AdminGetUser: {}, AdminDeleteUser: {}, AdminEnableUser: {}, AdminDisableUser: {},
  AdminUpdateUserAttributes: { UserAttributes: [attribute] }, AdminDeleteUserAttributes: { UserAttributeNames: ['name'] },
  AdminSetUserPassword: { Password: password, Permanent: true }, AdminResetUserPassword: {}, AdminUserGlobalSignOut: {},
  AdminAddUserToGroup: { GroupName: 'g' }, AdminRemoveUserFromGroup: { GroupName: 'g' }, AdminListGroupsForUser: {},
  AdminSetUserMFAPreference: {}, AdminSetUserSettings: { MFAOptions: [] }, AdminDeleteSoftwareToken: {}, AdminGetUserAuthFactors: {},
  AdminListDevices: {}, AdminGetDevice: { DeviceKey: device }, AdminForgetDevice: { DeviceKey: device },
  AdminUpdateDeviceStatus: { DeviceKey: device, DeviceRememberedStatus: 'remembered' },
  AdminListUserSessions: {}, AdminRevokeUserSession: { SessionId: session },
  AdminListUserAuthEvents: {}, AdminUpdateAuthEventFeedback: { EventId: uuid, FeedbackValue: 'Valid' },
};

/** Operations of people with an access token. */
export const withToken = {
  GetUser: {}, DeleteUser: {}, GlobalSignOut: {}, UpdateUserAttributes: { UserAttributes: [attribute] },
  DeleteUserAttributes: { UserAttributeNames: ['name'] }, GetUserAttributeVerificationCode: { AttributeName: 'email' },
  VerifyUserAttribute: { AttributeName: 'email', Code: '123456' }, ChangePassword: { PreviousPassword: password, ProposedPassword: password },
  GetUserAuthFactors: {}, SetUserMFAPreference: {}, SetUserSettings: { MFAOptions: [] }, AssociateSoftwareToken: {}, VerifySoftwareToken: { UserCode: '123456' },
  ListDevices: {}, GetDevice: { DeviceKey: device }, ForgetDevice: { DeviceKey: device }, ConfirmDevice: { DeviceKey: device },
  UpdateDeviceStatus: { DeviceKey: device, DeviceRememberedStatus: 'remembered' },
  StartWebAuthnRegistration: {}, CompleteWebAuthnRegistration: { Credential: {} }, ListWebAuthnCredentials: {}, DeleteWebAuthnCredential: { CredentialId: 'c' },
  ListUserSessions: {}, RevokeUserSession: { SessionId: session },
};

/** Where a listing goes on: the member that carries its token. */
export const listings = {
  ListUsers: 'PaginationToken', ListUserPoolClients: 'NextToken', ListGroups: 'NextToken', ListUsersInGroup: 'NextToken', ListResourceServers: 'NextToken',
  ListIdentityProviders: 'NextToken', ListTerms: 'NextToken', ListUserPoolReplicas: 'NextToken', ListUserImportJobs: 'PaginationToken',
  ListUserPoolClientSecrets: 'NextToken', AdminListDevices: 'PaginationToken', AdminListGroupsForUser: 'NextToken', AdminListUserAuthEvents: 'NextToken',
  AdminListUserSessions: 'NextToken', ListDevices: 'PaginationToken', ListUserSessions: 'NextToken', ListWebAuthnCredentials: 'NextToken',
};
