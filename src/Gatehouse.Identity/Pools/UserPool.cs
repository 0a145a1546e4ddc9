namespace Gatehouse.Identity;

/// <summary>A directory of people with its own rules: an immutable snapshot, replaced whole when a rule changes.</summary>
public sealed record UserPool
{
    /// <summary><c>{region}_{9 letters or digits}</c>; never used again after the pool is deleted.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When a setting changed last.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>What a password must be.</summary>
    public PasswordPolicy Passwords { get; init; } = new();

    /// <summary>Which attributes people have.</summary>
    public Schema Schema { get; init; } = Schema.Standard;

    /// <summary>By which names people sign in.</summary>
    public SignInNames Names { get; init; } = new();

    /// <summary>Attributes (<c>email</c>, <c>phone_number</c>) to which a code is sent without being asked.</summary>
    public IReadOnlyList<string> AutoVerified { get; init; } = [];

    /// <summary>Attributes whose old value stays in force until the new one is verified.</summary>
    public IReadOnlyList<string> VerifiedBeforeUpdate { get; init; } = [];

    /// <summary>What the messages say.</summary>
    public MessageTemplates Messages { get; init; } = new();

    /// <summary>Who mails come from, as far as the mail server lets the pool decide.</summary>
    public MailHead Mail { get; init; } = new();

    /// <summary>Nobody signs up; people are created by an administrator.</summary>
    public bool OnlyAdminsCreate { get; init; }

    /// <summary>Where recovery codes may go, in order of preference; empty when only an administrator can help.</summary>
    public IReadOnlyList<string> Recovery { get; init; } = [Attributes.Phone, Attributes.Email];

    /// <summary>With what a sign-in can begin, where the person has the choice.</summary>
    public IReadOnlyList<FirstFactor> FirstFactors { get; init; } = [FirstFactor.Password];

    /// <summary>Nobody comes in by a password alone.</summary>
    public bool RequiresSecondFactor { get; init; }

    /// <summary>The second factors people may set up; none where nobody is asked for one.</summary>
    public IReadOnlyList<SecondFactor> SecondFactors { get; init; } = [];

    /// <summary>What is asked of passkeys; null where the pool says nothing of them.</summary>
    public PasskeyRules? Passkeys { get; init; }

    /// <summary>How devices are kept track of; null where they are not.</summary>
    public DeviceRules? Devices { get; init; }

    /// <summary>People may have passkeys.</summary>
    public bool OffersPasskeys => FirstFactors.Contains(FirstFactor.Passkey);

    /// <summary>Applications may register themselves.</summary>
    public bool RegistersApplications { get; init; }

    /// <summary>Whether sign-ins are written down and judged.</summary>
    public ThreatMode Threats { get; init; }

    /// <summary>Functions that have a say in what happens here.</summary>
    public PoolFunctions Functions { get; init; } = PoolFunctions.None;

    /// <summary>The regions that have a copy of the pool, in order of their names.</summary>
    public IReadOnlyList<PoolReplica> Replicas { get; init; } = [];

    /// <summary>How account is kept of who is signed in where.</summary>
    public SessionRules Sessions { get; init; } = new();

    /// <summary>The pool cannot be deleted while this is on.</summary>
    public bool DeletionProtected { get; init; }

    /// <summary>The settings as the administrative interface words them. The domain carries this text and does not read it.</summary>
    public string Described { get; init; } = "{}";

    /// <summary>The same for the settings of factors, which have an operation of their own.</summary>
    public string DescribedFactors { get; init; } = "{}";

    /// <summary>The part of the id before the underscore: where the pool was made.</summary>
    public string Region => Id[..Id.IndexOf('_')];

    /// <summary>The part of the id after the underscore: the pool's name inside SRP.</summary>
    public string ShortName => Id[(Id.IndexOf('_') + 1)..];
}
