namespace Gatehouse.Hosting;

/// <summary>Every setting there is. A row here makes the option, the variable, the key, the file and the line of help.</summary>
public static class KnownSettings
{
    /// <summary>Where the server listens.</summary>
    public static readonly Setting Urls = new("URLS", "Addresses to listen on, several by ';'", "http://localhost:7080");

    /// <summary>The issuer's base.</summary>
    public static readonly Setting PublicUrl = new("PUBLIC_URL", "How clients reach this installation; begins the issuer of every token (default: the first address)");

    /// <summary>The data directory.</summary>
    public static readonly Setting Data = new("DATA", "Directory of the embedded store and of generated keys", "./gatehouse-data");

    /// <summary>The PostgreSQL connection.</summary>
    public static readonly Setting Database = new("DATABASE", "PostgreSQL connection string, Host=…;Database=…;Username=…;Password=… (default: SQLite in the data directory)", IsSecret: true);

    /// <summary>The public half of the root credentials.</summary>
    public static readonly Setting AccessKeyId = new("ACCESS_KEY_ID", "Root access key id (default: generated, kept in the data directory)");

    /// <summary>The secret half of the root credentials.</summary>
    public static readonly Setting SecretAccessKey = new("SECRET_ACCESS_KEY", "Root secret access key, set together with its id", IsSecret: true);

    /// <summary>The key that seals the store.</summary>
    public static readonly Setting MasterKey = new("MASTER_KEY", "32 random bytes in base64 or hexadecimal that seal every secret in the store", IsSecret: true);

    /// <summary>The file of the key that seals the store.</summary>
    public static readonly Setting MasterKeyFile = new("MASTER_KEY_FILE", "File (mode 0600) that holds the master key (default with SQLite: generated in the data directory)");

    /// <summary>The region.</summary>
    public static readonly Setting Region = new("REGION", "Region in pool ids, ARNs and signatures", "us-east-1");

    /// <summary>The account.</summary>
    public static readonly Setting AccountId = new("ACCOUNT_ID", "The twelve digits in ARNs", "000000000000");

    /// <summary>The mail server.</summary>
    public static readonly Setting Smtp = new("SMTP", "Mail server, smtp://user:password@host:587?tls=starttls|implicit|none&from=sender@example.com", IsSecret: true);

    /// <summary>The gateway for text messages.</summary>
    public static readonly Setting Sms = new("SMS", "Gateway for text messages: a JSON object, or a file that holds one, as {\"provider\":\"twilio\",\"account\":…,\"secret\":…,\"from\":…}; provider is twilio, vonage, bird, messagebird, sns, webhook or http (README.md tells what each needs)", IsSecret: true);

    /// <summary>With which keys codes are sealed for functions that send messages.</summary>
    public static readonly Setting SenderKeys = new("SENDER_KEYS", "Keys that seal codes for CustomEmailSender and CustomSMSSender: a JSON object from a pool's KMSKeyID to 32 bytes in base64 or a public RSA key in PEM, or a file that holds one; docs/triggers.md tells more", IsSecret: true);

    /// <summary>Whether sent messages can be read.</summary>
    public static readonly Setting Outbox = new("OUTBOX", "true keeps messages for a day, to be read at /_gatehouse/messages from this machine or signed by root", "false");

    /// <summary>Whose word on the client's address counts.</summary>
    public static readonly Setting TrustedProxies = new("TRUSTED_PROXIES", "Addresses or networks (10.0.0.0/8), several by ',', whose X-Forwarded-For is believed");

    /// <summary>Hosts of the operator's own network that may be asked.</summary>
    public static readonly Setting TrustedHosts = new("TRUSTED_HOSTS", "Hosts (idp.corp.example, localhost:8080), several by ',', that may be asked for an identity provider's documents though their addresses are private; of this machine even without TLS");

    /// <summary>Where functions of pools are.</summary>
    public static readonly Setting Functions = new("FUNCTIONS", "Where functions that pools name in LambdaConfig are: a JSON object, or a file that holds one; docs/triggers.md tells its members", IsSecret: true);

    /// <summary>The services that this installation decides for.</summary>
    public static readonly Setting Doors = new("DOORS", "Services that ask who may what: a JSON object, or a file that holds one and is read again when it changes; docs/doors.md tells its members");

    /// <summary>What programs at doors prove themselves with.</summary>
    public static readonly Setting DoorSecret = new("DOOR_SECRET", "32 to 256 ASCII characters that the guard and applications at doors share with the server (default: only proxies ask)", IsSecret: true);

    /// <summary>Where the operator's texts for messages are.</summary>
    public static readonly Setting Templates = new("TEMPLATES", "Folder with texts of mails and text messages by language, as de/code.html; docs/messages.md tells their names");

    /// <summary>How many messages may be asked for.</summary>
    public static readonly Setting MessageLimits = new(
        "MESSAGE_LIMITS", "Messages an hour in each pool, several by ',': to one address, from one ip, to numbers that differ in their last four digits (prefix), and sms and mail in all; 0 for any number",
        "address=20,ip=300,prefix=100,sms=1000,mail=10000");

    /// <summary>The operator's own list of stolen passwords.</summary>
    public static readonly Setting CompromisedPasswords = new("COMPROMISED_PASSWORDS", "File of stolen passwords as Have I Been Pwned publishes it, SHA-1 in order of hashes (default: 137,932 that come with the program)");

    /// <summary>Whether stolen passwords are refused everywhere.</summary>
    public static readonly Setting BlockCompromised = new("BLOCK_COMPROMISED", "true refuses stolen passwords in pools that have no risk configuration for them too", "false");

    /// <summary>Whether feature plans are held to.</summary>
    public static readonly Setting StrictTiers = new("STRICT_TIERS", "true refuses what a pool's feature plan lacks at AWS; otherwise every plan has everything", "false");

    /// <summary>How far histories reach back.</summary>
    public static readonly Setting EventDays = new("EVENT_DAYS", "How many days people's histories of sign-ins are kept, 1 to 3650", "730");

    /// <summary>How large the file of a user import may be.</summary>
    public static readonly Setting ImportLimit = new("IMPORT_LIMIT", "Largest CSV file of a user import, in MiB: 1 to 10000", "100");

    /// <summary>The form of the log.</summary>
    public static readonly Setting Log = new("LOG", "Form of the log: text or json", "text");

    /// <summary>Where files with settings are.</summary>
    public static readonly Setting SettingsDir = new("SETTINGS_DIR", "Directory with one file for each setting, named as its variable", "/run/secrets");

    /// <summary>The server that a guard asks.</summary>
    public static readonly Setting Url = new("URL", "The server that `gatehouse guard` asks", "http://localhost:7080");

    /// <summary>Where a guard listens.</summary>
    public static readonly Setting GuardListen = new("GUARD_LISTEN", "Addresses that `gatehouse guard` listens on, several by ';'", "http://localhost:7081");

    /// <summary>All of them, in the order of the help text.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Urls, PublicUrl, Data, Database, AccessKeyId, SecretAccessKey, MasterKey, MasterKeyFile, Region, AccountId, Smtp, Sms, Outbox,
        TrustedProxies, TrustedHosts, Functions, SenderKeys, Doors, DoorSecret, Templates, MessageLimits, CompromisedPasswords, BlockCompromised, StrictTiers, EventDays, ImportLimit, Url, GuardListen, Log, SettingsDir,
    ];
}
