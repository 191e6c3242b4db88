using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace CampaignDashboard.Identity;

/// <summary>
/// The keys that protect cookies and forms, in the database that the nodes share: nobody is signed out by a restart or
/// by meeting another node. The interface is ASP.NET Core's and knows no asynchrony; keys are read once a day.
/// </summary>
internal sealed class KeyTable(NpgsqlDataSource database) : IXmlRepository
{
    private const string All = "select xml from identity.protection_key order by stored_at, name";
    private const string Store = "insert into identity.protection_key (name, xml) values ($1, $2)";
    private const long Lock = 0x43_44_4B_45_59; // "CDKEY"

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenConnection();
        using var command = new NpgsqlCommand(All, connection);
        using var reader = command.ExecuteReader();
        List<XElement> elements = [];
        while (reader.Read())
        {
            elements.Add(XElement.Parse(reader.GetString(0)));
        }

        return elements;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.OpenConnection();
        using var command = new NpgsqlCommand(Store, connection);
        command.Parameters.Add(Sql.Arg(friendlyName));
        command.Parameters.Add(Sql.Arg(element.ToString(SaveOptions.DisableFormatting)));
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Makes the first key, unless another node has made it: two nodes that start at once on an empty database would else
    /// each make one, and not read the other's before tomorrow.
    /// </summary>
    internal async Task MakeFirst(IDataProtectionProvider protection, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Execute("select pg_advisory_xact_lock($1)", cancellation, Sql.Arg(Lock));
        // Any protector will do: all of them take their keys from the same ring.
        protection.CreateProtector("first key").Protect([]);
        await transaction.CommitAsync(cancellation);
    }
}
