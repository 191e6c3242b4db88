namespace CampaignDashboard.Enrolment;

/// <summary>What a passcode that somebody typed, or did not, is worth; <paramref name="LockedUntil"/> if they may not try now.</summary>
internal readonly record struct PasscodeTry(PasscodeWorth Worth, DateTimeOffset? LockedUntil = null)
{
    /// <summary>It is the session's, or the session asks for none.</summary>
    public static readonly PasscodeTry Fits = new(PasscodeWorth.Fits);

    private static readonly Refusal Missing = Refusal.Forbidden(
        "passcode-needed",
        "This session asks for a passcode. Its coordinators tell it; type it, then try again."
    );

    private static readonly Refusal Wrong = Refusal.Forbidden(
        "wrong-passcode",
        "That is not the passcode of this session. Check it with a coordinator, then try again."
    );

    /// <summary>Why it does not let its bearer in, or null.</summary>
    public Refusal? RefusedAt(DateTimeOffset now) =>
        Worth switch
        {
            PasscodeWorth.Fits => null,
            PasscodeWorth.Missing => Missing,
            PasscodeWorth.Wrong => Wrong,
            _ => Locked((LockedUntil ?? now) - now),
        };

    private static Refusal Locked(TimeSpan left)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling(left.TotalMinutes));
        return Refusal.Forbidden(
            "passcode-locked",
            $"Too many wrong passcodes came from you, or from where you are. Try again in {minutes} min, or ask a coordinator to enter you."
        );
    }
}

/// <summary>What a typed passcode is worth.</summary>
internal enum PasscodeWorth
{
    Fits,
    Missing,
    Wrong,
    Locked,
}
