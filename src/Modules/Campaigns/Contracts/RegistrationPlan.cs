namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// When people may enrol themselves in a session, <c>[opens, closes)</c> in UTC, and how many there is room for. What is
/// null is not limited.
/// </summary>
public sealed record RegistrationPlan(DateTimeOffset? Opens = null, DateTimeOffset? Closes = null, int? Capacity = null)
{
    /// <summary>As every session begins: at any time, for any number.</summary>
    public static readonly RegistrationPlan Unlimited = new();
}
