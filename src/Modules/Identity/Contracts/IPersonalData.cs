namespace CampaignDashboard.Identity.Contracts;

/// <summary>What a module holds of a person: a field of "download my data".</summary>
public interface IPersonalData
{
    /// <summary>The name of the field, lower camel case; its value is a list.</summary>
    string Field { get; }

    /// <summary>The items of the list, read as they are written out: there may be very many.</summary>
    IAsyncEnumerable<object> Of(PersonId person, CancellationToken cancellation);
}
