# A directory of people as a team writes it: everything of user pools and identity pools that the provider knows.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "endpoint" { type = string }
variable "region" { type = string }
variable "suffix" { type = string }
variable "minimum_length" {
  type    = number
  default = 12
}

provider "aws" {
  region                      = var.region
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  skip_region_validation      = true

  endpoints {
    cognitoidp      = var.endpoint
    cognitoidentity = var.endpoint
  }
}

resource "aws_cognito_user_pool" "plain" {
  name = "plain-${var.suffix}"
}

resource "aws_cognito_user_pool" "people" {
  name                     = "people-${var.suffix}"
  alias_attributes         = ["email", "preferred_username"]
  auto_verified_attributes = ["email"]
  mfa_configuration        = "OPTIONAL"
  user_pool_tier           = "PLUS"
  deletion_protection      = "INACTIVE"

  username_configuration { case_sensitive = false }

  password_policy {
    minimum_length                   = var.minimum_length
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = false
    require_uppercase                = true
    temporary_password_validity_days = 3
    password_history_size            = 4
  }

  sign_in_policy { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"] }
  web_authn_configuration {
    relying_party_id  = "people.example.com"
    user_verification = "preferred"
  }
  software_token_mfa_configuration { enabled = true }

  schema {
    name                = "team"
    attribute_data_type = "String"
    mutable             = true
    string_attribute_constraints {
      min_length = "1"
      max_length = "64"
    }
  }
  schema {
    name                = "level"
    attribute_data_type = "Number"
    mutable             = true
    number_attribute_constraints {
      min_value = "0"
      max_value = "9"
    }
  }
  schema {
    name                     = "since"
    attribute_data_type      = "DateTime"
    mutable                  = false
    developer_only_attribute = false
  }
  schema {
    name                = "email"
    attribute_data_type = "String"
    mutable             = true
    required            = true
    string_attribute_constraints {
      min_length = "3"
      max_length = "256"
    }
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  admin_create_user_config {
    allow_admin_create_user_only = false
    invite_message_template {
      email_subject = "You are invited"
      email_message = "Hello {username}, your first password is {####}."
      sms_message   = "Hello {username}, your first password is {####}."
    }
  }

  device_configuration {
    challenge_required_on_new_device      = true
    device_only_remembered_on_user_prompt = true
  }

  email_configuration {
    email_sending_account  = "COGNITO_DEFAULT"
    reply_to_email_address = "help@example.com"
  }

  sms_configuration {
    external_id    = "people"
    sns_caller_arn = "arn:aws:iam::000000000000:role/sms"
    sns_region     = var.region
  }
  sms_authentication_message = "Your code is {####}."

  user_attribute_update_settings { attributes_require_verification_before_update = ["email"] }
  user_pool_add_ons { advanced_security_mode = "AUDIT" }

  verification_message_template {
    default_email_option  = "CONFIRM_WITH_LINK"
    email_subject         = "Your code"
    email_message         = "Your code is {####}."
    email_subject_by_link = "Your link"
    email_message_by_link = "Click {##here##}."
    sms_message           = "Your code is {####}."
  }

  tags = { team = "identity", stage = "test" }
}

# Its functions are kept and shown; nobody signs up here, so none is called.
resource "aws_cognito_user_pool" "hooked" {
  name = "hooked-${var.suffix}"

  lambda_config {
    pre_sign_up = "arn:aws:lambda:${var.region}:000000000000:function:check"
    pre_token_generation_config {
      lambda_arn     = "arn:aws:lambda:${var.region}:000000000000:function:claims"
      lambda_version = "V2_0"
    }
  }
}

resource "aws_cognito_resource_server" "orders" {
  user_pool_id = aws_cognito_user_pool.people.id
  identifier   = "https://orders.example.com"
  name         = "orders"
  scope {
    scope_name        = "read"
    scope_description = "Read orders"
  }
  scope {
    scope_name        = "write"
    scope_description = "Write orders"
  }
}

resource "aws_cognito_user_pool_client" "plain" {
  name         = "plain"
  user_pool_id = aws_cognito_user_pool.plain.id
}

resource "aws_cognito_user_pool_client" "site" {
  name                                 = "site"
  user_pool_id                         = aws_cognito_user_pool.people.id
  generate_secret                      = true
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"]
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = concat(["openid", "email", "profile"], aws_cognito_resource_server.orders.scope_identifiers)
  callback_urls                        = ["https://site.example.com/callback", "http://localhost:3000/callback"]
  logout_urls                          = ["https://site.example.com/"]
  default_redirect_uri                 = "https://site.example.com/callback"
  supported_identity_providers         = ["COGNITO", aws_cognito_identity_provider.google.provider_name, aws_cognito_identity_provider.company.provider_name]
  prevent_user_existence_errors        = "ENABLED"
  enable_token_revocation              = true
  access_token_validity                = 30
  id_token_validity                    = 30
  refresh_token_validity               = 7
  auth_session_validity                = 5
  read_attributes                      = ["email", "email_verified", "custom:team"]
  write_attributes                     = ["email", "name"]

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "days"
  }
  refresh_token_rotation {
    feature                    = "ENABLED"
    retry_grace_period_seconds = 10
  }
}

resource "aws_cognito_user_pool_client" "machine" {
  name                                 = "machine"
  user_pool_id                         = aws_cognito_user_pool.people.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["client_credentials"]
  allowed_oauth_scopes                 = aws_cognito_resource_server.orders.scope_identifiers
}

resource "aws_cognito_user_pool_domain" "prefix" {
  user_pool_id          = aws_cognito_user_pool.people.id
  domain                = "people-${var.suffix}"
  managed_login_version = 2
}

resource "aws_cognito_user_pool_domain" "custom" {
  user_pool_id    = aws_cognito_user_pool.plain.id
  domain          = "login-${var.suffix}.example.com"
  certificate_arn = "arn:aws:acm:us-east-1:000000000000:certificate/11111111-2222-3333-4444-555555555555"
}

resource "aws_cognito_user_group" "readers" {
  name         = "readers"
  user_pool_id = aws_cognito_user_pool.people.id
}

resource "aws_cognito_user_group" "admins" {
  name         = "admins"
  user_pool_id = aws_cognito_user_pool.people.id
  description  = "Who may do everything"
  precedence   = 0
  role_arn     = "arn:aws:iam::000000000000:role/admins"
}

resource "aws_cognito_user" "first" {
  user_pool_id   = aws_cognito_user_pool.people.id
  username       = "first"
  password       = "Correct-horse-7"
  message_action = "SUPPRESS"
  attributes = {
    email          = "first@example.com"
    email_verified = "true"
    "team"         = "identity"
  }
}

resource "aws_cognito_user_in_group" "first" {
  user_pool_id = aws_cognito_user_pool.people.id
  group_name   = aws_cognito_user_group.admins.name
  username     = aws_cognito_user.first.username
}

resource "aws_cognito_identity_provider" "google" {
  user_pool_id  = aws_cognito_user_pool.people.id
  provider_name = "Google"
  provider_type = "Google"
  provider_details = {
    client_id                     = "google-client"
    client_secret                 = "google-secret"
    authorize_scopes              = "openid email profile"
    attributes_url                = "https://people.googleapis.com/v1/people/me?personFields="
    attributes_url_add_attributes = "true"
    authorize_url                 = "https://accounts.google.com/o/oauth2/v2/auth"
    oidc_issuer                   = "https://accounts.google.com"
    token_request_method          = "POST"
    token_url                     = "https://www.googleapis.com/oauth2/v4/token"
  }
  attribute_mapping = {
    email    = "email"
    username = "sub"
  }
}

resource "aws_cognito_identity_provider" "company" {
  user_pool_id    = aws_cognito_user_pool.people.id
  provider_name   = "Company"
  provider_type   = "OIDC"
  idp_identifiers = ["company.example.com"]
  provider_details = {
    client_id                     = "company-client"
    client_secret                 = "company-secret"
    authorize_scopes              = "openid email"
    attributes_request_method     = "GET"
    attributes_url_add_attributes = "false"
    oidc_issuer                   = "https://sso.example.com"
    authorize_url                 = "https://sso.example.com/authorize"
    token_url                     = "https://sso.example.com/token"
    attributes_url                = "https://sso.example.com/userinfo"
    jwks_uri                      = "https://sso.example.com/keys"
  }
  attribute_mapping = {
    email    = "email"
    username = "sub"
  }
}

resource "aws_cognito_identity_provider" "partner" {
  user_pool_id  = aws_cognito_user_pool.people.id
  provider_name = "Partner"
  provider_type = "SAML"
  provider_details = {
    MetadataFile          = file("${path.module}/partner.xml")
    SSORedirectBindingURI = "https://idp.example.com/sso"
    SLORedirectBindingURI = "https://idp.example.com/slo"
    ActiveEncryptionCertificate = data.aws_cognito_user_pool_signing_certificate.people.certificate
  }
  attribute_mapping = { email = "mail" }
  lifecycle { ignore_changes = [provider_details["ActiveEncryptionCertificate"]] }
}

resource "aws_cognito_user_pool_ui_customization" "all" {
  user_pool_id = aws_cognito_user_pool_domain.prefix.user_pool_id
  css          = ".label-customizable {font-weight: 400;}"
  image_file   = filebase64("${path.module}/logo.png")
}

resource "aws_cognito_risk_configuration" "people" {
  user_pool_id = aws_cognito_user_pool.people.id
  account_takeover_risk_configuration {
    notify_configuration {
      source_arn = "arn:aws:ses:${var.region}:000000000000:identity/example.com"
      from       = "guard@example.com"
      block_email {
        html_body = "<p>blocked</p>"
        subject   = "blocked"
        text_body = "blocked"
      }
    }
    actions {
      high_action {
        event_action = "BLOCK"
        notify       = true
      }
      low_action {
        event_action = "NO_ACTION"
        notify       = false
      }
    }
  }
  compromised_credentials_risk_configuration {
    event_filter = ["SIGN_IN", "SIGN_UP"]
    actions { event_action = "BLOCK" }
  }
  risk_exception_configuration {
    blocked_ip_range_list = ["203.0.113.0/24"]
    skipped_ip_range_list = ["198.51.100.7/32"]
  }
}

resource "aws_cognito_risk_configuration" "site" {
  user_pool_id = aws_cognito_user_pool.people.id
  client_id    = aws_cognito_user_pool_client.site.id
  risk_exception_configuration { blocked_ip_range_list = ["203.0.113.9/32"] }
}

resource "aws_cognito_identity_pool" "plain" {
  identity_pool_name = "plain-${var.suffix}"
}

resource "aws_cognito_identity_pool" "people" {
  identity_pool_name               = "people-${var.suffix}"
  allow_unauthenticated_identities = true
  allow_classic_flow               = true
  developer_provider_name          = "login.people"
  supported_login_providers = {
    "graph.facebook.com"  = "7346241598935552"
    "accounts.google.com" = "123456789012.apps.googleusercontent.com"
  }
  openid_connect_provider_arns = ["arn:aws:iam::000000000000:oidc-provider/idp.example.com"]
  saml_provider_arns           = ["arn:aws:iam::000000000000:saml-provider/corp"]
  cognito_identity_providers {
    client_id               = aws_cognito_user_pool_client.site.id
    provider_name           = "cognito-idp.${var.region}.amazonaws.com/${aws_cognito_user_pool.people.id}"
    server_side_token_check = true
  }
  tags = { length = var.minimum_length }
}

resource "aws_cognito_identity_pool_roles_attachment" "people" {
  identity_pool_id = aws_cognito_identity_pool.people.id
  roles = {
    authenticated   = "arn:aws:iam::000000000000:role/in"
    unauthenticated = "arn:aws:iam::000000000000:role/guest"
  }
  role_mapping {
    identity_provider         = "graph.facebook.com"
    ambiguous_role_resolution = "AuthenticatedRole"
    type                      = "Rules"
    mapping_rule {
      claim      = "isAdmin"
      match_type = "Equals"
      role_arn   = "arn:aws:iam::000000000000:role/admin"
      value      = "paid"
    }
  }
  role_mapping {
    identity_provider         = "cognito-idp.${var.region}.amazonaws.com/${aws_cognito_user_pool.people.id}:${aws_cognito_user_pool_client.site.id}"
    ambiguous_role_resolution = "Deny"
    type                      = "Token"
  }
}

resource "aws_cognito_identity_pool_provider_principal_tag" "people" {
  identity_pool_id       = aws_cognito_identity_pool.people.id
  identity_provider_name = one(aws_cognito_identity_pool.people.cognito_identity_providers).provider_name
  use_defaults           = false
  principal_tags         = { department = "custom:department" }
}

resource "aws_cognito_identity_pool_provider_principal_tag" "usual" {
  identity_pool_id       = aws_cognito_identity_pool.people.id
  identity_provider_name = "accounts.google.com"
  use_defaults           = true
}

data "aws_cognito_identity_pool" "people" { identity_pool_name = aws_cognito_identity_pool.people.identity_pool_name }

data "aws_cognito_user_pool_signing_certificate" "people" { user_pool_id = aws_cognito_user_pool.people.id }

data "aws_cognito_user_pools" "mine" { name = aws_cognito_user_pool.people.name }

data "aws_cognito_user_pool_clients" "people" {
  user_pool_id = aws_cognito_user_pool.people.id
  depends_on   = [aws_cognito_user_pool_client.site, aws_cognito_user_pool_client.machine]
}

data "aws_cognito_user_groups" "people" {
  user_pool_id = aws_cognito_user_pool.people.id
  depends_on   = [aws_cognito_user_group.readers, aws_cognito_user_group.admins]
}

output "pool" { value = aws_cognito_user_pool.people.id }
output "pools" { value = data.aws_cognito_user_pools.mine.ids }
output "clients" { value = length(data.aws_cognito_user_pool_clients.people.client_ids) }
output "groups" { value = length(data.aws_cognito_user_groups.people.groups) }
output "identity_pool" { value = data.aws_cognito_identity_pool.people.id == aws_cognito_identity_pool.people.id }
