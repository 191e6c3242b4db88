using System.ComponentModel.DataAnnotations;

namespace CampaignDashboard.Feeds;

/// <summary>What the feed's envelopes say of this instance; section <c>Feeds</c> of the configuration.</summary>
internal sealed class FeedsSettings
{
    /// <summary>
    /// Stands before each type, with a dot. An operator with a domain puts it here in reverse
    /// (<c>org.example.dashboard</c>), so that types of several instances can be told apart.
    /// </summary>
    [
        Required,
        RegularExpression(
            "[a-z0-9-]+([.][a-z0-9-]+)*",
            ErrorMessage = "Feeds:TypePrefix is a name such as org.example.dashboard."
        )
    ]
    public string TypePrefix { get; set; } = "campaign-dashboard";

    /// <summary>The base address of this instance as the world sees it, the <c>source</c> of each event.</summary>
    [
        Required,
        RegularExpression(
            "(https?://[^ ]+|/[^ ]*)",
            ErrorMessage = "Feeds:Source is an address such as https://dashboard.example.org."
        )
    ]
    public string Source { get; set; } = "/";
}
