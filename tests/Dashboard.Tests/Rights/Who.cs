namespace CampaignDashboard.Tests.Rights;

/// <summary>What people are to a session, and to what it belongs to. Rights go down the tree, not up.</summary>
[Flags]
internal enum Who
{
    Nobody = 0,
    Administrator = 1,
    CoordinatesOrganiser = 2,
    CoordinatesCampaign = 4,
    CoordinatesProgram = 8,
    CoordinatesSession = 16,
    Participant = 32,
    SignedIn = 64,
    NotSignedIn = 128,

    /// <summary>Who may change an organiser, and so on: those of the level and of the levels above.</summary>
    AtOrganiser = Administrator | CoordinatesOrganiser,
    AtCampaign = AtOrganiser | CoordinatesCampaign,
    AtProgram = AtCampaign | CoordinatesProgram,
    AtSession = AtProgram | CoordinatesSession,
    Everybody = AtSession | Participant | SignedIn,
    Anybody = Everybody | NotSignedIn,
}
